// SPDX-License-Identifier: Apache-2.0
import Calendars
package import Commerce
import Dispatch
package import Logging
package import PlanningCycle
import ServiceLifecycle
import Synchronization

/// Reads the sources that are due: two at a time, on threads of its own, so that a database that hangs holds up nobody. The workspace is asked for a turn
/// to say what to read and to keep what came, never while somebody else's server is waited for.
package final class SourcePoller: Service {
  static let atOnce = 2
  /// How often it is looked what is due.
  static let pause = Duration.seconds(1)

  private let workspace: WorkspaceThread
  private let access: SourceAccess
  private let logger: Logger
  private let settle: @Sendable () async -> Void
  private let queue = DispatchQueue(label: "tongpin.sources", attributes: .concurrent)
  private let running = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)

  /// - Parameter settle: waits between two looks at a folder; a file that changed meanwhile is being written.
  package init(
    workspace: WorkspaceThread, access: SourceAccess, logger: Logger,
    settle: @escaping @Sendable () async -> Void = { try? await Swift.Task.sleep(for: .seconds(2)) }
  ) {
    self.workspace = workspace
    self.access = access
    self.logger = logger
    self.settle = settle
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      // A load that is under way is given up within a second: nothing of it is kept, and the next begins at the same mark.
      await withTaskCancellationHandler {
        await self.pollUntilCancelled()
      } onCancel: {
        self.isStopping.store(true, ordering: .releasing)
      }
    }
  }

  private func pollUntilCancelled() async {
    await withDiscardingTaskGroup { group in
      while !Swift.Task.isCancelled {
        for task in await due() { group.addTask { await self.carryOut(task) } }
        try? await Swift.Task.sleep(for: Self.pause)
      }
    }
  }

  /// Begins what is due, as far as there is room.
  func due() async -> [SourceTask] {
    let room = Self.atOnce - running.load(ordering: .acquiring)
    guard room > 0 else { return [] }
    do {
      return try await workspace.perform { try $0.beginDueSources(limit: room) }
    } catch {
      // The next second tries again; nothing was lost.
      logger.warning("it could not be seen which sources are due: \(error)")
      return []
    }
  }

  /// Reads a source that has begun, and ends its run.
  ///
  /// - Returns: what went wrong, by query; none when everything worked.
  @discardableResult
  package func carryOut(_ task: SourceTask) async -> [(kind: FactKind?, fault: SourceFault)] {
    running.add(1, ordering: .acquiringAndReleasing)
    defer { running.subtract(1, ordering: .acquiringAndReleasing) }
    let faults = task.folder == nil ? await readQueries(of: task) : await readFolder(of: task)
    do {
      try await workspace.perform { try $0.endRun(task, faults) }
    } catch {
      logger.warning("the end of a run of source \(task.source) could not be written down: \(error)")
    }
    return faults
  }

  private func readQueries(of task: SourceTask) async -> [(kind: FactKind?, fault: SourceFault)] {
    var faults: [(kind: FactKind?, fault: SourceFault)] = []
    for kind in task.kinds {
      do {
        try await read(task, kind)
      } catch {
        let fault = Self.fault(error)
        faults.append((kind, fault))
        // Where nobody answers at all, the other queries would only wait as long.
        if fault.endsRun { break }
      }
    }
    return faults
  }

  private func read(_ task: SourceTask, _ kind: FactKind) async throws {
    for _ in 0..<SourceBounds.loads {
      if isStopped { throw SourceFault(.stopped) }
      guard let step = try await workspace.perform({ try $0.step(task, kind) }) else { return }
      let load = try await outside { access, isStopped in
        SourceLoad(try access.connector.read(step.request, knows: step.known.knows, isStopped: isStopped))
      }
      guard try await workspace.perform({ try $0.keep(load, of: step) }) else { return }
    }
  }

  private var isStopped: Bool { isStopping.load(ordering: .acquiring) }

  /// Does what waits for somebody else on a thread that may wait.
  func outside<Answer: Sendable>(
    _ work: @escaping @Sendable (SourceAccess, @escaping @Sendable () -> Bool) throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [access] in
        continuation.resume(with: Swift.Result { try work(access) { self.isStopping.load(ordering: .acquiring) } })
      }
    }
  }

  /// What could not be kept is a fault of this house, not of the source: it is tried again.
  static func fault(_ error: any Error) -> SourceFault {
    switch error {
    case let fault as SourceFault: fault
    case is ServerBusy, is CancellationError: SourceFault(.busy, BilingualText("本系统正忙", "this system is busy"))
    case let error as StoreError:
      SourceFault(.brokenOff, BilingualText("数据没有写入", "the data were not written"), said: "\(error.detail) \(error.hint)")
    case let error as CycleError: SourceFault(.answerNotUnderstood, error.title)
    default: SourceFault(.brokenOff, said: "\(error)")
    }
  }
}

extension SourcePoller {
  /// Reads the files that came to rest in a folder, each on its own: one that nobody can read stops no other.
  private func readFolder(of task: SourceTask) async -> [(kind: FactKind?, fault: SourceFault)] {
    guard let folder = task.folder else { return [] }
    var faults: [(kind: FactKind?, fault: SourceFault)] = []
    do {
      let seen = try await outside { access, _ in try access.folders.files(in: folder) }
      guard !seen.isEmpty else { return [] }
      await settle()
      let still = Swift.Set(try await outside { access, _ in try access.folders.files(in: folder) })
      for file in seen.filter({ still.contains($0) }).prefix(SourceBounds.filesAtOnce) where !isStopped {
        do {
          try await read(file, in: folder, of: task)
        } catch {
          let fault = Self.fault(error)
          // Somebody began to write it again: the next run finds it.
          if fault.code != .busy { faults.append((nil, fault)) }
        }
      }
    } catch {
      faults.append((nil, Self.fault(error)))
    }
    return faults
  }

  private func read(_ file: WatchedFile, in folder: String, of task: SourceTask) async throws {
    let bytes = try await outside { access, _ in try access.folders.bytes(of: file, in: folder) }
    guard let asked = try await workspace.perform({ try $0.folderFile(task, name: file.name, bytes: bytes) }) else { return }
    let finding = try await outside { _, _ in asked.look() }
    let outcome = try await workspace.perform { try $0.keep(finding, of: asked) }
    // Ended between the two, the file is found again and is known by its content.
    try await outside { access, _ in try access.folders.putAside(file, in: folder, as: outcome.end, notes: outcome.notes) }
  }
}

extension SourceFault {
  /// Every other query of the same source would meet it as well.
  fileprivate var endsRun: Bool {
    switch code {
    case .unreachable, .addressNotPermitted, .signInRefused, .protectionRefused, .settingRefused, .driverMissing, .stopped, .busy: true
    case .queryRefused, .notReadOnly, .tooSlow, .tooLarge, .markTooLarge, .markNotUnderstood, .brokenOff, .answerNotUnderstood: false
    }
  }
}
