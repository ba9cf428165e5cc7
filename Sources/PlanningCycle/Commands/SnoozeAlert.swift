// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// Days for which an alert may be put off at most.
  public static let longestSnooze = 366

  /// Puts an alert off for one person: it is there again on a day, or as soon as it gets materially worse.
  ///
  /// - Parameter day: from tomorrow to `longestSnooze` days ahead.
  /// - Throws: `CycleError.alertNotKnown` when the person sees no such alert now, `snoozeRefused` for another day; `StoreError`.
  public func snooze(
    _ proof: Authorized<To.ViewPlan>, alert id: String, until day: Day, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let today = environment.today()
    guard (1...Self.longestSnooze).contains(today.distance(to: day)) else {
      let last = today.adding(days: Self.longestSnooze)
      throw CycleError(
        .snoozeRefused, BilingualText("不能推迟到这一天", "an alert cannot be put off until that day"),
        detail: BilingualText(
          "\(day) 不在 \(today.adding(days: 1)) 到 \(last) 之间", "\(day) is not between \(today.adding(days: 1)) and \(last)"),
        hint: BilingualText("选明天或以后、一年以内的日期", "choose a day from tomorrow on, within a year"), parameters: ["until": "\(day)"])
    }
    let alert = try find(alert: id, proof)
    let event = try store.append(context.draft(AlertLedger.snoozed, .map(["alert": .text(alert.key), "until": .day(day)])), at: context.at)
    // Everybody hears of the event; what it was about is this person's.
    return announce(event, BilingualText("推迟一条提醒", "an alert was put off"), [], spread: [], reason: "")
  }
}
