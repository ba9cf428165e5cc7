// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Formulas
import Planning
import Quantities

/// Reads the fields of a rule as typed and gathers what is wrong with them.
struct RuleReading {
  let plan: PlanState
  let sight: PlanSight
  let today: Day
  private(set) var problems: [RuleProblem] = []

  init(plan: PlanState, sight: PlanSight, today: Day) {
    self.plan = plan
    self.sight = sight
    self.today = today
  }

  mutating func add(_ field: String, _ chinese: String, _ english: String) {
    problems.append(RuleProblem(field, BilingualText(chinese, english)))
  }

  mutating func add(_ field: String, _ unlike: UnlikeFigures) {
    problems.append(RuleProblem(field, unlike.words, unlike: unlike))
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  mutating func name(_ draft: RuleDraft) -> BilingualText {
    let (name, english) = (Self.trimmed(draft.name), Self.trimmed(draft.englishName))
    if name.isEmpty && english.isEmpty { add("name", "给规则起个名字", "give the rule a name") }
    if max(name.count, english.count) > RuleLimits.name {
      add("name", "名字超过 \(RuleLimits.name) 个字", "the name is longer than \(RuleLimits.name) characters")
    }
    return BilingualText(name.isEmpty ? english : name, english.isEmpty ? name : english)
  }

  mutating func recovery(_ draft: RuleDraft) -> Int? {
    let text = Self.trimmed(draft.recovery)
    if text.isEmpty { return RuleLimits.recoveryDefault }
    guard let whole = Int(text.hasSuffix("%") ? text.dropLast() : text[...]), (0...RuleLimits.recovery).contains(whole) else {
      add(
        "recovery", "恢复幅度“\(text)”应为 0% 到 \(RuleLimits.recovery)% 的整数",
        "the recovery “\(text)” is not a whole 0% to \(RuleLimits.recovery)%")
      return nil
    }
    return whole
  }

  mutating func number(_ value: Int64?, _ field: String, _ range: ClosedRange<Int>) -> Int? {
    guard let value, let number = Int(exactly: value), range.contains(number) else {
      let given = value.map { "\($0)" } ?? "–"
      add(
        field, "\(given) 应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
        "\(given) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  // The figure and where it is looked at.

  mutating func figure(_ draft: RuleDraft) -> (RuleFigure, FoundFigure)? {
    guard !draft.figure.isEmpty else {
      add("figure", "选一个指标", "choose a figure")
      return nil
    }
    guard let found = plan.ruleFigure(draft.figure) else {
      add("figure", "没有指标“\(draft.figure)”", "there is no figure “\(draft.figure)”")
      return nil
    }
    guard sight.sees(found) else {
      let right = plan.permission(of: found).map { $0.label }
      add(
        "figure", "您看不到\(found.label.chinese)" + (right.map { "：需要“\($0.chinese)”的权限，或它是全公司的数" } ?? "：它是全公司的数"),
        "\(found.label.english) is not yours to see"
          + (right.map { ": it takes the right “\($0.english)”, or is a figure of the whole company" } ?? ""))
      return nil
    }
    let isRight = members(draft, found)
    let each = draft.each.isEmpty ? nil : RuleEach(rawValue: draft.each)
    if !draft.each.isEmpty, each.map({ !found.eachOf.contains($0) }) ?? true {
      add("each", "\(found.label.chinese)没有按“\(draft.each)”的数", "\(found.label.english) has no figures by \(draft.each)")
      return nil
    }
    guard isRight else { return nil }
    let figure = RuleFigure(found.id, members: draft.members, each: each)
    if found.needsMembers, case let open = plan.open(figure, found),
      !open.isEmpty || (found.dimensions.isEmpty && each == nil && found.measure == nil)
    {
      add("each", "\(found.label.chinese)没有合计：选一个成员，或逐个看", "\(found.label.english) has no total: choose a member, or look at each")
      return nil
    }
    return (figure, found)
  }

  private mutating func members(_ draft: RuleDraft, _ found: FoundFigure) -> Bool {
    let before = problems.count
    var coordinate = Coordinate.total
    for (dimension, code) in draft.members.sorted(by: { $0.key < $1.key }) {
      guard found.dimensions.contains(dimension) else {
        add(
          "members", "\(found.label.chinese)不分\(plan.shownName(dimension).chinese)",
          "\(found.label.english) has no rows by \(plan.shownName(dimension).english)")
        continue
      }
      guard let id = plan.memberID(dimension, code) else {
        add("members", "\(plan.shownName(dimension).chinese)里没有“\(code)”", "\(plan.shownName(dimension).english) has no member “\(code)”")
        continue
      }
      coordinate.members[dimension] = id
      if let own = sight.members(dimension), !own.contains(id) {
        add("members", "“\(code)”不在您的数据范围内", "“\(code)” lies outside your scope")
      }
    }
    return problems.count == before
  }

  mutating func window(_ draft: RuleDraft, _ found: FoundFigure, monthsOnly: Bool = false) -> RuleWindow? {
    guard found.axis != .none else { return RuleWindow(.now) }
    guard let kind = RuleWindow.Kind(rawValue: draft.window), kind != .now else {
      add("window", "选一段时间", "choose a window of time")
      return nil
    }
    if kind == .days, found.axis != .day || monthsOnly {
      add("window", "\(found.label.chinese)是按月的数，不能按日看", "\(found.label.english) is looked at by month, not by day")
      return nil
    }
    var count = 1
    if kind == .months || kind == .days {
      guard let given = number(draft.count, "window", 1...(kind == .days ? RuleLimits.days : RuleLimits.months)) else { return nil }
      count = given
    }
    if draft.isWhole, !found.addsUp {
      add("isWhole", "\(found.label.chinese)不能跨期相加", "\(found.label.english) does not add up over periods")
      return nil
    }
    let window = RuleWindow(kind, count, isWhole: draft.isWhole)
    if window.periods(from: today, plan.calendar, found.axis).isEmpty {
      add("window", "这段时间不在计划期内", "this window lies outside the plan")
      return nil
    }
    return window
  }

  // Numbers with their units.

  /// A number in the unit of a figure; `isShare`: as a share of another.
  mutating func amount(_ text: String, _ field: String, _ found: FoundFigure, isShare: Bool = false) -> FixedPoint? {
    let plain = Self.trimmed(text)
    guard !plain.isEmpty else {
      add(field, "写一个数", "write a number")
      return nil
    }
    let wantsPercent = isShare || found.isPercent
    let isPercent = plain.contains { "%％‰".contains($0) }
    let isMoney = plain.contains { "元¥￥".contains($0) } || plain.uppercased().contains("CNY") || plain.uppercased().contains("RMB")
    let unit = wantsPercent ? "%" : found.unit
    if isPercent != wantsPercent {
      add(
        field, wantsPercent ? "“\(plain)”应是百分比，如 10%" : "“\(plain)”是百分比，\(found.label.chinese)的单位是\(unit.isEmpty ? "数" : unit)",
        wantsPercent
          ? "“\(plain)” is no percentage, such as 10%"
          : "“\(plain)” is a percentage; \(found.label.english) is in \(unit.isEmpty ? "plain numbers" : unit)")
      return nil
    }
    if isMoney, !found.unit.contains("元") || wantsPercent {
      add(
        field, "“\(plain)”是金额，\(found.label.chinese)的单位是\(unit.isEmpty ? "数" : unit)",
        "“\(plain)” is money; \(found.label.english) is in \(unit.isEmpty ? "plain numbers" : unit)")
      return nil
    }
    return read(Self.withoutUnit(plain, found.unit), plain, field)
  }

  /// A share typed in a field that is for per cent: `10` and `10%` are the same.
  mutating func percent(_ text: String, _ field: String) -> FixedPoint? {
    let plain = Self.trimmed(text)
    let marked = plain.contains { "%％‰".contains($0) } ? plain : plain + "%"
    guard let share = read(marked, plain, field) else { return nil }
    guard share.mantissa >= 0, share.doubleValue <= 100 else {
      add(field, "“\(plain)”应在 0% 到 10000% 之间", "“\(plain)” is not 0% to 10000%")
      return nil
    }
    return share
  }

  private mutating func read(_ text: String, _ shown: String, _ field: String) -> FixedPoint? {
    guard let number = try? ChineseNumber.parse(text), number.doubleValue.magnitude <= 1e15 else {
      add(field, "看不懂“\(shown)”，可以写 500万、10%、20", "“\(shown)” cannot be read; write 500万, 10% or 20")
      return nil
    }
    return number
  }

  /// `20 天` → `20`, for the words of the unit that are no part of a number.
  private static func withoutUnit(_ text: String, _ unit: String) -> String {
    let words: [String: [String]] = [
      "天": ["天", "日", "days", "day"], "件": ["件", "pcs"], "人": ["人", "people"], "月": ["个月", "月", "months"],
    ]
    guard let ending = words[unit]?.first(where: { text.lowercased().hasSuffix($0) }) else { return text }
    return trimmed(String(text.dropLast(ending.count)))
  }

  /// How much a rule looks at, of the whole company.
  mutating func bound(_ condition: RuleCondition) {
    guard let targets = RuleTargets(condition, plan, nil, on: today), targets.cellCount > RuleLimits.cells else { return }
    let each = condition.figure?.each?.counted(targets.places.count)
    add(
      "window",
      "要看 \(each.map { "\($0.chinese) × \(max(1, targets.periods.count)) 期 = " } ?? "")\(targets.cellCount) 个数，最多 \(RuleLimits.cells) 个；缩小范围或期间",
      "it would look at \(each.map { "\($0.english) × \(max(1, targets.periods.count)) periods = " } ?? "")\(targets.cellCount) figures, at most \(RuleLimits.cells): narrow it or shorten the window"
    )
  }
}
