// SPDX-License-Identifier: Apache-2.0
public import Commerce
import Ingestion
public import PlanningCycle
public import Quantities

/// The file reader of a server: every file is parsed in a process of its own, with limits, so that one that breaks a parser ends that process alone.
///
/// The child asks for codes that a file refers to while it reads, for they are the workspace's; nothing else of the company reaches it.
public struct ChildFileReader: FactFileReader {
  private let currency: Currency
  private let program: String
  private let arguments: [String]
  private let limits: WorkerLimits

  /// - Parameters:
  ///   - program: the path of an executable that calls `FileWorker.serve` when it is given `arguments`.
  public init(currency: Currency, program: String, arguments: [String], limits: WorkerLimits = WorkerLimits()) {
    self.currency = currency
    self.program = program
    self.arguments = arguments
    self.limits = limits
  }

  public func preview(
    _ bytes: [UInt8], fileName: String, kind: FactKind?, answers: FileAnswers, remembered: [RememberedLayout],
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFilePreview {
    let request = WorkerRequest(
      task: .preview, fileName: fileName, currency: currency.code, kind: kind, columns: nil, answers: answers, remembered: remembered)
    let answer = try ask(request, bytes, knows)
    guard let frame = answer.preview else { throw WorkerFailure.notBelieved("no preview").refusal(file: fileName) }
    do throws(FrameFault) {
      return try PreviewCoder.preview(frame, reading: answer.reading)
    } catch { throw WorkerFailure.notBelieved(error.reason).refusal(file: fileName) }
  }

  public func read(
    _ bytes: [UInt8], fileName: String, kind: FactKind, columns: [String: String]?, answers: FileAnswers,
    knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> FactFileReading {
    let request = WorkerRequest(task: .read, fileName: fileName, currency: currency.code, kind: kind, columns: columns, answers: answers)
    let reading = try ask(request, bytes, knows).reading
    guard reading.table.kind == kind else { throw WorkerFailure.notBelieved("another kind").refusal(file: fileName) }
    return reading
  }

  public func sheets(_ bytes: [UInt8], fileName: String) throws(CycleError) -> SheetFile {
    let request = WorkerRequest(task: .sheets, fileName: fileName, currency: currency.code, kind: nil, columns: nil)
    let outcome: Result<SheetFile, CycleError>
    do throws(WorkerFailure) {
      let child = try ChildProcess(program: program, arguments: arguments, bytes: bytes, patience: limits.patience)
      outcome = try Conversation(child: child, knows: { _, _ in nil }).sheets(request)
    } catch {
      throw error.refusal(file: fileName)
    }
    return try outcome.get()
  }

  private func ask(
    _ request: WorkerRequest, _ bytes: [UInt8], _ knows: @escaping (FactKind, String) -> Bool?
  ) throws(CycleError) -> (preview: [UInt8]?, reading: FactFileReading) {
    let outcome: Result<(preview: [UInt8]?, reading: FactFileReading), CycleError>
    do throws(WorkerFailure) {
      let child = try ChildProcess(program: program, arguments: arguments, bytes: bytes, patience: limits.patience)
      outcome = try Conversation(child: child, knows: knows).hold(request)
    } catch {
      throw error.refusal(file: request.fileName)
    }
    return try outcome.get()
  }
}

/// One request and what follows, as the server sees it.
private struct Conversation {
  let child: ChildProcess
  let knows: (FactKind, String) -> Bool?

  func hold(_ request: WorkerRequest) throws(WorkerFailure) -> Result<(preview: [UInt8]?, reading: FactFileReading), CycleError> {
    do throws(WorkerSocket.Fault) {
      try child.socket.send(.request, request.frame)
      var preview: [UInt8]?
      var decoder: ReadingDecoder?
      while true {
        let (tag, bytes) = try child.socket.receive()
        do throws(FrameFault) {
          switch tag {
          case .ask: try answer(bytes)
          case .refused: return .failure(try RefusalCoder.refusal(bytes))
          case .preview: preview = bytes
          case .head: decoder = try ReadingDecoder(head: bytes, limits: Limits())
          case .column:
            guard decoder != nil else { throw FrameFault(reason: "a column before the head") }
            try decoder?.add(column: bytes)
          case .lines:
            guard let decoder else { throw FrameFault(reason: "lines before the head") }
            return .success((preview, try decoder.reading(lines: bytes)))
          case .request, .known, .sheets: throw FrameFault(reason: "a frame of the other side")
          }
        } catch { throw .frame(error) }
      }
    } catch {
      throw child.failure(error)
    }
  }

  func sheets(_ request: WorkerRequest) throws(WorkerFailure) -> Result<SheetFile, CycleError> {
    do throws(WorkerSocket.Fault) {
      try child.socket.send(.request, request.frame)
      let (tag, bytes) = try child.socket.receive()
      do throws(FrameFault) {
        switch tag {
        case .refused: return .failure(try RefusalCoder.refusal(bytes))
        case .sheets: return .success(try SheetCoder.file(bytes, limits: Limits()))
        default: throw FrameFault(reason: "a frame that nobody asked for")
        }
      } catch { throw .frame(error) }
    } catch {
      throw child.failure(error)
    }
  }

  private func answer(_ bytes: [UInt8]) throws(FrameFault) {
    var reader = FrameReader(bytes)
    guard let kind = FactKind(rawValue: try reader.text()) else { throw FrameFault(reason: "no such kind") }
    let isKnown = knows(kind, try reader.text())
    do { try child.socket.send(.known, [isKnown.map { $0 ? 1 : 0 } ?? 2]) } catch {
      throw FrameFault(reason: "a question nobody waits for")
    }
  }
}
