// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Commerce
import Journal

extension Workspace {
  /// Ends a run. The first failure that lasts is an event, and so is the recovery after it; what lies between is kept in memory, so that a server that
  /// is away for a week leaves two lines in the journal and not a thousand.
  ///
  /// - Parameter faults: what went wrong, by query; none when everything worked.
  /// - Throws: `StoreError`.
  public func endRun(_ task: SourceTask, _ faults: [(kind: FactKind?, fault: SourceFault)]) throws {
    guard let source = sourceLedger[task.source] else { return sourceShelf.forget(task.source) }
    let now = environment.now()
    sourceShelf.change(source) { $0.runningSince = nil }
    // What was found out about another form of the source says nothing of this one.
    guard source.savedIn == task.savedIn else { return }
    guard let (kind, fault) = faults.first else { return try noteSuccess(source, task, at: now) }
    guard fault.code != .stopped else { return }
    try noteFailure(source, task, kind, fault, at: now)
  }

  private func noteSuccess(_ source: DataSource, _ task: SourceTask, at now: Moment) throws {
    sourceShelf.change(source) { memory in
      memory.lastSuccess = now
      (memory.failures, memory.fault, memory.failingSince, memory.nextTry) = (0, nil, nil, nil)
    }
    guard sourceLedger.progress(of: source.id).trouble != nil else { return }
    let name = source.content.name
    try announceOfItself(
      SourceLedger.recovered, ["source": .integer(source.id), "started": .moment(task.startedAt)],
      BilingualText("数据源“\(name.chinese)”恢复正常", "source “\(name.english)” can be read again"))
  }

  private func noteFailure(_ source: DataSource, _ task: SourceTask, _ kind: FactKind?, _ fault: SourceFault, at now: Moment) throws {
    var run = SourceRun(kind: kind, startedAt: task.startedAt, endedAt: now)
    run.fault = fault
    sourceShelf.change(source) { memory in
      memory.failures += 1
      memory.fault = fault
      memory.failingSince = memory.failingSince ?? task.startedAt
      let planned = SourceRetry.next(after: now, failures: memory.failures, isTransient: fault.isTransient)
      let wished = fault.retryAfter.map { now.adding(minutes: Int64(min(max($0, 0), 86_400) + 59) / 60) }
      memory.nextTry = [planned, wished].compactMap { $0 }.max()
    }
    let memory = sourceShelf.memory(of: source)
    let lasts = !fault.isTransient || memory.failures >= SourceHealth.patience
    guard lasts, sourceLedger.progress(of: source.id).trouble == nil else {
      return sourceShelf.change(source) { $0.add(run) }
    }
    let name = source.content.name
    var payload: [String: CanonicalValue] = [
      "source": .integer(source.id), "started": .moment(task.startedAt), "since": .moment(memory.failingSince ?? task.startedAt),
      "fault": fault.canonical,
    ]
    payload["query"] = kind.map { .text($0.rawValue) }
    try announceOfItself(
      SourceLedger.failed, payload,
      BilingualText("数据源“\(name.chinese)”读取失败：\(fault.title.chinese)", "source “\(name.english)” cannot be read: \(fault.title.english)"))
  }

  /// An event of the program's own, told to every screen.
  private func announceOfItself(_ kind: String, _ payload: [String: CanonicalValue], _ words: BilingualText) throws {
    var payload = payload
    payload["label_zh"] = .text(words.chinese)
    payload["label_en"] = .text(words.english)
    let draft = EventDraft(kind: kind, actor: .system, idempotencyKey: "\(kind)-\(revision)", payload: .map(payload))
    let event = try store.append(draft, at: environment.now())
    _ = announce(event, words, [], spread: [], reason: "")
  }
}
