// SPDX-License-Identifier: Apache-2.0
public import Calendars

/// How a source stands now.
public struct SourceHealth: Hashable, Sendable {
  public enum State: String, CaseIterable, Hashable, Sendable {
    case normal
    /// Nothing came from it so far, and nothing is overdue.
    case waiting
    case late, failing, paused

    public var label: BilingualText {
      switch self {
      case .normal: BilingualText("正常", "Healthy")
      case .waiting: BilingualText("等第一批", "No data yet")
      case .late: BilingualText("迟到", "Late")
      case .failing: BilingualText("失败", "Failing")
      case .paused: BilingualText("暂停", "Paused")
      }
    }
  }

  /// How far the newest that is known lies behind now.
  public enum Lag: Hashable, Sendable {
    /// By the newest mark.
    case minutes(Int64)
    /// By the newest day that a row is true on.
    case days(Int)
  }

  public var state: State
  public var isRunning = false
  public var lastSuccess: Moment?
  public var lag: Lag?
  /// Rows that were new or corrected today.
  public var rowsToday = 0
  /// nil when it is not read by itself: paused, or rows are sent.
  public var nextRun: Moment?
  /// Why the newest attempt failed, and since when they do; also of a single one that may pass by itself.
  public var fault: SourceFault?
  public var failingSince: Moment?
  public var failures = 0
  /// Since when it is late.
  public var lateSince: Moment?
}

/// What the judgement of a source rests on.
struct SourceSignals {
  var source: DataSource
  var progress: SourceLedger.Progress
  var memory: SourceShelf.Memory
  /// From when on this process could have read it.
  var openedAt: Moment
  var now: Moment
  /// The secret it needs is not there.
  var lacksSecret = false
}

extension SourceHealth {
  /// One failure that may pass by itself is none of health: the second in a row is, and at once what does not pass.
  static let patience = 2

  init(_ signals: SourceSignals, isWorkday: (Day) -> Bool) {
    let (source, memory, progress) = (signals.source, signals.memory, signals.progress)
    let (schedule, now) = (source.content.schedule, signals.now)
    self.init(state: .normal)
    isRunning = memory.runningSince != nil
    lastSuccess = [memory.lastSuccess, progress.lastSuccess].compactMap { $0 }.max()
    rowsToday = progress.rowsOn.flatMap { $0.day == now.civilDay ? $0.rows : nil } ?? 0
    lag = Self.lag(progress, zoneMinutes: source.content.zoneMinutes, now: now)
    failures = memory.failures
    fault = memory.fault ?? (memory.lastSuccess == nil ? progress.trouble?.fault : nil)
    failingSince = fault == nil ? nil : [progress.trouble?.since, memory.failingSince].compactMap { $0 }.min()
    let known = [lastSuccess, source.activeSince, signals.openedAt].compactMap { $0 }.max() ?? now
    let late = schedule.late(after: known, isWorkday: isWorkday)
    if source.isPaused {
      state = .paused
    } else if signals.lacksSecret {
      state = .failing
      fault = SourceFault(.settingRefused, BilingualText("还没有保存口令或密钥", "no password or key is kept yet"))
    } else if let fault, progress.trouble != nil || failures >= Self.patience || !fault.isTransient {
      state = .failing
    } else if now > late {
      state = .late
      lateSince = late
    } else if lastSuccess == nil {
      state = .waiting
    }
    nextRun = Self.due(signals, isWorkday: isWorkday)
  }

  /// When a source is read next by itself; in the past when it is due.
  static func due(_ signals: SourceSignals, isWorkday: (Day) -> Bool) -> Moment? {
    let (source, memory) = (signals.source, signals.memory)
    guard !source.isPaused, source.content.feed != .push, !signals.lacksSecret else { return nil }
    // Somebody waits for it: before all that are due by their schedule.
    if let asked = source.askedIn, asked > memory.servedAsk { return source.savedAt }
    if let next = memory.nextTry { return next }
    // The process before this one ended in mid-load: what waits there is fetched at once.
    if memory.lastStart == nil, signals.progress.isUnfinished { return signals.openedAt }
    guard let last = [memory.lastStart, signals.progress.lastStart].compactMap({ $0 }).max() else { return source.activeSince }
    // What was saved since begins at once: whoever saved it wants to see it.
    if last < source.savedAt { return source.savedAt }
    return source.content.schedule.next(after: last, isWorkday: isWorkday)
  }

  private static func lag(_ progress: SourceLedger.Progress, zoneMinutes: Int, now: Moment) -> Lag? {
    let marks = progress.stands.values.compactMap { $0.mark?.moment(zoneMinutes: zoneMinutes) }
    if let newest = marks.max() { return .minutes(max(0, (now.millisecondsSinceEpoch - newest.millisecondsSinceEpoch) / 60_000)) }
    guard let day = progress.stands.values.compactMap(\.newestDay).max() else { return nil }
    return .days(max(0, day.distance(to: now.civilDay)))
  }
}
