// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension Workspace {
  /// Months that a calendar may begin before or after the present one; workdays that a month can have; of one with fewer the last counts.
  static let rhythmLimits = (months: 12, workdays: 23, reminders: 10)

  /// Sets the plan calendar: which rounds there are and when their forms are due. It is asked for from its first month on.
  ///
  /// - Throws: `CycleError.calendarRefused` with every reason.
  public func setRhythm(_ proof: Authorized<To.Approve>, _ rhythm: PlanRhythm, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let reasons = try rhythmReasons(rhythm)
    guard reasons.isEmpty else {
      throw CycleError(
        .calendarRefused, BilingualText("计划日历不能这样设", "the calendar cannot be set so"), detail: BilingualText.joined(reasons),
        hint: BilingualText("改正后再保存", "correct it and save again"))
    }
    return try recordDecision(RhythmLedger.set, rhythm.canonical, BilingualText("设定计划日历", "plan calendar set"), context)
  }

  private func rhythmReasons(_ rhythm: PlanRhythm) throws -> [BilingualText] {
    let limits = Self.rhythmLimits
    var reasons: [BilingualText] = []
    if abs(rhythm.since.distance(to: planningDay.monthOf)) > limits.months {
      reasons.append(
        BilingualText("起始月份 \(rhythm.since) 离现在超过 \(limits.months) 个月", "\(rhythm.since) is more than \(limits.months) months from now"))
    }
    let days: [(BilingualText, Int?)] = [
      (BilingualText("月度预测", "the monthly forecast"), rhythm.forecast),
      (BilingualText("季度重估", "the reforecast"), rhythm.reforecast), (BilingualText("年度预算", "the budget"), rhythm.budget?.workday),
      (BilingualText("地区对账", "the reconciliation"), rhythm.reconciliation),
    ]
    for case (let name, let workday?) in days where workday == 0 || abs(workday) > limits.workdays {
      reasons.append(
        BilingualText(
          "\(name.chinese)的工作日 \(workday) 应为 1 到 \(limits.workdays)，或倒数 −1 到 −\(limits.workdays)",
          "workday \(workday) of \(name.english) is not 1 to \(limits.workdays), or −1 to −\(limits.workdays) from the end"))
    }
    if let month = rhythm.budget?.month, !(1...12).contains(month) {
      reasons.append(BilingualText("年度预算的月份 \(month) 应为 1 到 12", "the budget's month \(month) is not 1 to 12"))
    }
    for (name, number) in [("提前提醒", rhythm.remindBefore), ("上报上级", rhythm.escalateAfter)]
    where !(0...limits.reminders).contains(number) {
      let english = name == "提前提醒" ? "the reminder" : "the superior"
      reasons.append(
        BilingualText(
          "\(name)的工作日数 \(number) 应为 0 到 \(limits.reminders)", "\(number) workdays for \(english) are not 0 to \(limits.reminders)"))
    }
    let known = Swift.Set(planForms.map(\.key))
    for (form, login) in rhythm.owners.sorted(by: { $0.key < $1.key }) {
      if !known.contains(form) { reasons.append(BilingualText("没有表单“\(form)”", "there is no form “\(form)”")) }
      if try store.person(login: login)?.person?.isActive != true {
        reasons.append(BilingualText("没有负责人“\(login)”", "nobody has the login “\(login)”"))
      }
    }
    return reasons
  }

  /// Takes back one's newest setting of the calendar, or does it again.
  func reverseRhythm(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .approve)
    return try recordReversal(
      of: event, as: mark == "undoes" ? RhythmLedger.reverted : RhythmLedger.restored, mark: mark, words: words, context: context)
  }
}
