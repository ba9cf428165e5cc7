// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import FinancialPlanning
import Journal

extension Workspace {
  /// Longest words of a cause or an action, and of the summary; most causes and actions of one review.
  static let reviewLimits = (words: 500, summary: 4_000, entries: 100)

  /// Writes the sheet of a review: who takes part, causes, actions. Whoever signed has to sign again.
  ///
  /// An action of number 0 is new and gets the next number.
  ///
  /// - Throws: `AccessError`; `CycleError.reviewNotPossible`; `reviewRefused` with every reason; `reviewChanged` when it is not the one that was seen.
  public func saveReview(
    _ proof: Authorized<To.Approve>, month: Month, sheet: ReviewSheet, seen: Int64? = nil, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let figures = try reviewFigures(month, of: nil)
    let standing = try openReview(month, seen: seen)
    let numbered = number(sheet, after: standing.sheet)
    let reasons = try refusals(numbered, figures)
    guard reasons.isEmpty else { throw reviewRefused(reasons) }
    return try recordDecision(
      ReviewLedger.saved, ["month": .month(month), "sheet": numbered.canonical],
      BilingualText("\(month) 复盘：记录", "review of \(month) written"),
      context)
  }

  /// The review of a month that is not closed.
  func openReview(_ month: Month, seen: Int64?) throws(CycleError) -> ReviewLedger.Standing {
    let standing = reviewLedger[month]
    if let seen, seen != standing.event { throw reviewChanged(month) }
    guard standing.closing == nil else {
      throw reviewRefused(
        [BilingualText("\(month) 的复盘已定稿", "the review of \(month) is closed")], hint: BilingualText("先重新打开", "open it again first"))
    }
    return standing
  }

  func reviewRefused(
    _ reasons: [BilingualText], hint: BilingualText = BilingualText("改正后再提交", "correct it and try again")
  ) -> CycleError {
    CycleError(.reviewRefused, BilingualText("复盘不能这样提交", "the review cannot be so"), detail: BilingualText.joined(reasons), hint: hint)
  }

  func reviewChanged(_ month: Month) -> CycleError {
    CycleError(
      .reviewChanged, BilingualText("复盘已被改过", "the review was changed meanwhile"),
      detail: BilingualText("\(month) 的数字或内容与您看到的不同", "figures or words of \(month) are not those that you saw"),
      hint: BilingualText("看过新的内容再提交", "look at it again and decide"), parameters: ["month": "\(month)"])
  }

  private func number(_ sheet: ReviewSheet, after earlier: ReviewSheet) -> ReviewSheet {
    var next = (earlier.actions + sheet.actions).map(\.number).max() ?? 0
    var numbered = sheet
    numbered.actions = sheet.actions.map { action in
      guard action.number <= 0 else { return action }
      next += 1
      return ReviewAction(number: next, subject: action.subject, words: action.words, owner: action.owner, due: action.due)
    }
    return numbered
  }

  private func refusals(_ sheet: ReviewSheet, _ figures: ReviewFigures) throws -> [BilingualText] {
    let people = Dictionary(try store.people().compactMap(\.person).map { ($0.login, $0) }, uniquingKeysWith: { first, _ in first })
    var reasons = refusals(sheet.participants, people)
    let limits = Self.reviewLimits
    if sheet.summary.utf8.count > limits.summary * 3 { reasons.append(BilingualText("小结太长", "the summary is too long")) }
    if sheet.causes.count > limits.entries || sheet.actions.count > limits.entries {
      reasons.append(BilingualText("原因与行动至多各 \(limits.entries) 条", "at most \(limits.entries) causes and as many actions"))
    }
    for (index, cause) in sheet.causes.enumerated() {
      let place = BilingualText("原因 \(index + 1)", "cause \(index + 1)")
      reasons += refusals(cause.subject, cause.words, figures, place)
    }
    var numbers: Swift.Set<Int> = []
    for action in sheet.actions {
      let place = BilingualText("行动 \(action.number)", "action \(action.number)")
      reasons += refusals(action.subject, action.words, figures, place)
      func refuse(_ chinese: String, _ english: String) {
        reasons.append(BilingualText(place.chinese + "：" + chinese, place.english + ": " + english))
      }
      if action.words.isEmpty { refuse("没有写做什么", "it does not say what is done") }
      if !numbers.insert(action.number).inserted { refuse("编号重复", "its number stands twice") }
      if people[action.owner]?.isActive != true { refuse("没有负责人“\(action.owner)”", "nobody has the login “\(action.owner)”") }
      if action.due <= figures.month.lastDay { refuse("期限 \(action.due) 在复盘月份之内", "it is due on \(action.due), within the reviewed month") }
      if action.due > figures.month.adding(months: 12).lastDay { refuse("期限 \(action.due) 超过一年", "\(action.due) is more than a year away") }
    }
    return reasons
  }

  private func refusals(_ participants: [ReviewSide: String], _ people: [String: Person]) -> [BilingualText] {
    ReviewSide.allCases.compactMap { side in
      guard let login = participants[side], !login.isEmpty else { return nil }
      guard let person = people[login] else { return BilingualText("没有账号“\(login)”", "nobody has the login “\(login)”") }
      guard !side.admits(person) else { return nil }
      return BilingualText(
        "\(person.name)（\(person.role.label.chinese)）不能代表\(side.label.chinese)",
        "\(person.englishName) (\(person.role.label.english.lowercased())) does not speak for \(side.label.english.lowercased())")
    }
  }

  private func refusals(_ subject: ReviewSubject, _ words: String, _ figures: ReviewFigures, _ place: BilingualText) -> [BilingualText] {
    var reasons: [BilingualText] = []
    if figures[subject.base]?[subject.area] == nil {
      reasons.append(
        BilingualText(
          "\(place.chinese)：没有 \(subject.base.label.chinese) 与 \(subject.area) 的数",
          "\(place.english): no figure of \(subject.area) against \(subject.base.label.english.lowercased())"))
    }
    if words.utf8.count > Self.reviewLimits.words * 3 {
      reasons.append(
        BilingualText(
          "\(place.chinese)：超过 \(Self.reviewLimits.words) 字", "\(place.english): longer than \(Self.reviewLimits.words) characters"))
    }
    return reasons
  }
}

extension ReviewSide {
  public var label: BilingualText {
    switch self {
    case .sales: BilingualText("销售", "Sales")
    case .finance: BilingualText("财务", "Finance")
    case .third: BilingualText("第三方", "The third party")
    }
  }
}
