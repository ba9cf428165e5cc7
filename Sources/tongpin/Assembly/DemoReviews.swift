// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import FinancialPlanning
import Journal
import PlanningCycle

/// The reviews the example company held, through the same verbs as people's: the one of the month before last is closed and its action followed;
/// last month's has two actions, one of them overdue (from the second day of a month on: nothing is due within the month it is about).
enum DemoReviews {
  static func hold(_ workspace: Workspace) throws {
    let last = workspace.plan.cutoff
    let earlier = last.adding(months: -1)
    try save(
      earlier,
      ReviewSheet(
        participants: people, summary: "",
        causes: [ReviewCause(subject: subject("company", .volume), kind: .forecastMethod, words: "销售预测沿用旺季水平，普遍偏高")],
        actions: [
          ReviewAction(
            number: 1, subject: subject("company", .volume), words: "区域预测上报前先与基线预测核对，偏离超过一成写明依据", owner: "zhoumin",
            due: last.firstDay.adding(days: 19))
        ]), workspace)
    for side in ReviewSide.allCases {
      let person = try person(people[side] ?? "", workspace)
      let proof = try Access.authorize(person, to: To.ViewPlan.self)
      let content = try workspace.review(proof, month: earlier).content.hex
      _ = try workspace.signReview(
        proof, month: earlier, side: side, content: content, context: context(person, "sign-\(earlier)-\(side.rawValue)", workspace))
    }
    let chair = try person("chenlixin", workspace)
    let content = try workspace.review(try Access.authorize(chair, to: To.ViewPlan.self), month: earlier).content.hex
    _ = try workspace.closeReview(
      try Access.authorize(chair, to: To.Approve.self), month: earlier, content: content,
      context: context(chair, "close-\(earlier)", workspace))
    let director = try person("zhoumin", workspace)
    _ = try workspace.markReviewAction(
      try Access.authorize(director, to: To.ViewPlan.self), month: earlier, action: 1, isDone: true, words: "已列入上报表",
      context: context(director, "mark-\(earlier)", workspace))
    let today = workspace.planningDay
    try save(
      last,
      ReviewSheet(
        participants: people, summary: "",
        causes: [
          ReviewCause(subject: subject("company", .volume), kind: .forecastMethod, words: "区域预测仍偏乐观"),
          ReviewCause(subject: subject("company", .timing), kind: .customerDecision, words: "工程客户推迟签约"),
        ],
        actions: [
          ReviewAction(
            number: 1, subject: subject("region:" + workspace.plan.catalogue.regions[0].code, .volume), words: "冰箱预测改用近三个月订单",
            owner: "liqiang", due: max(today.adding(days: -2), last.adding(months: 1).firstDay)),
          ReviewAction(
            number: 2, subject: subject("company", .timing), words: "每周与客户核对工程商机的签约日期", owner: "zhoumin",
            due: today.adding(days: 9)),
        ]), workspace)
  }

  private static let people: [ReviewSide: String] = [.sales: "zhoumin", .finance: "wangjing", .third: "chenlixin"]

  private static func subject(_ area: String, _ factor: VarianceFactor) -> ReviewSubject {
    ReviewSubject(base: .forecast, area: area, factor: factor)
  }

  private static func save(_ month: Month, _ sheet: ReviewSheet, _ workspace: Workspace) throws {
    let chair = try person("chenlixin", workspace)
    _ = try workspace.saveReview(
      try Access.authorize(chair, to: To.Approve.self), month: month, sheet: sheet, context: context(chair, "save-\(month)", workspace))
  }

  private static func person(_ login: String, _ workspace: Workspace) throws -> Person {
    guard let person = try workspace.store.person(login: login)?.person else {
      throw Failure("演示公司没有 \(login)", "the demo company has no \(login)")
    }
    return person
  }

  private static func context(_ person: Person, _ key: String, _ workspace: Workspace) -> CommandContext {
    CommandContext(person: person, key: "demo-review-" + key, at: SystemClock.now())
  }
}
