// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Synchronization

/// Long answers that need no workspace any more: one after the other on a thread of their own, so that commands and reads go on.
final class CalculationQueue: Sendable {
  /// Waiting calculations; beyond it callers are told to come back.
  static let limit = 64

  private let queues: [DispatchQueue]
  private let givesWay: Bool
  private let waiting = Atomic<Int>(0)
  private let turn = Atomic<Int>(0)

  /// - Parameters:
  ///   - givesWay: leave the processor to everybody else who wants it.
  ///   - atOnce: how many run beside one another: more than one only where they wait for something else than the processor.
  init(label: String = "tongpin.calculation", givesWay: Bool = false, atOnce: Int = 1) {
    queues = (0..<atOnce).map { _ in DispatchQueue(label: label, qos: givesWay ? .background : .utility) }
    self.givesWay = givesWay
  }

  /// - Throws: what `work` throws; `ServerBusy` when too many wait.
  func perform<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    let (count, _) = waiting.add(1, ordering: .relaxed)
    defer { waiting.subtract(1, ordering: .relaxed) }
    guard count < Self.limit else { throw ServerBusy() }
    let place = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    let queue = queues[Int(UInt(bitPattern: place) % UInt(queues.count))]
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { [givesWay] in
        let answer = givesWay ? Self.onNiceThread(work) : Swift.Result { try work() }
        continuation.resume(with: answer)
      }
    }
  }

  /// The calling thread leaves the processor to everybody else who wants it.
  static func leaveProcessor() {
    // On Linux this is about the calling thread alone.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }

  /// A queue's own threads are shared and cannot become less nice again, so that this work gets one that ends with it.
  private static func onNiceThread<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) -> Swift.Result<Answer, any Error> {
    let done = DispatchSemaphore(value: 0)
    let box = ResultBox<Answer>()
    let thread = Thread {
      leaveProcessor()
      box.put(Swift.Result { try work() })
      done.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
    done.wait()
    return box.take()
  }
}

/// Where one thread leaves an answer for another.
private final class ResultBox<Answer: Sendable>: Sendable {
  private let answer = Mutex<Swift.Result<Answer, any Error>?>(nil)

  func put(_ result: Swift.Result<Answer, any Error>) { answer.withLock { $0 = result } }

  func take() -> Swift.Result<Answer, any Error> {
    answer.withLock { $0 } ?? .failure(ServerBusy())
  }
}
