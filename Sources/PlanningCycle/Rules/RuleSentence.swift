// SPDX-License-Identifier: Apache-2.0
import Commerce
import Planning
import Quantities

extension Workspace {
  /// What a rule says, as one sentence: 银行余额在今后 56 天低于 500 万元.
  func sentence(of condition: RuleCondition) -> BilingualText {
    switch condition {
    case .lateData(let kind, let days):
      let label = FactKind(name: kind)?.label ?? BilingualText(name: kind)
      return BilingualText("\(label.chinese)超过 \(days) 天没有更新", "\(label.english) older than \(days) \(days == 1 ? "day" : "days")")
    case .missing(let pattern, let days):
      let form = formWords(pattern)
      return days == 0
        ? BilingualText("\(form.chinese)到期没有提交", "\(form.english) not handed in when due")
        : BilingualText(
          "\(form.chinese)逾期超过 \(days) 个工作日没有提交",
          "\(form.english) not handed in more than \(days) \(days == 1 ? "workday" : "workdays") after it was due")
    case .threshold(let figure, let window, let side, let limit, let share):
      let (place, found) = (placeWords(figure, share), plan.ruleFigure(figure.name))
      let line = words(limit, found, isShare: share != nil)
      let when = windowWords(window)
      return BilingualText(
        "\(place.chinese)\(when.chinese)\(side == .below ? "低于" : "高于")\(line.chinese)",
        "\(place.english)\(when.english) \(side == .below ? "under" : "over") \(line.english)")
    case .deviation(let figure, let window, let base, let side, let percent, let amount):
      let (place, found, when) = (placeWords(figure, nil), plan.ruleFigure(figure.name), windowWords(window))
      let lines = [
        percent.map { RuleWords(currency: settings.currency).percent($0.doubleValue) }, amount.map { words($0, found, isShare: false) },
      ]
      .compactMap { $0 }
      let way: BilingualText =
        switch side {
        case .below: BilingualText("低于", "under")
        case .above: BilingualText("高于", "over")
        case .either: BilingualText("偏离", "off")
        }
      return BilingualText(
        "\(place.chinese)\(when.chinese)\(way.chinese)\(base.label.chinese)超过 \(lines.map(\.chinese).joined(separator: "且"))",
        "\(place.english)\(when.english) \(way.english) \(base.label.english) by more than \(lines.map(\.english).joined(separator: " and "))"
      )
    case .trend(let figure, let window, let side, let count, let percent):
      let (place, when) = (placeWords(figure, nil), windowWords(window))
      let step = percent.mantissa > 0 ? RuleWords(currency: settings.currency).percent(percent.doubleValue).chinese : nil
      return BilingualText(
        "\(place.chinese)\(when.chinese)连续 \(count) 期\(side == .below ? "下降" : "上升")\(step.map { "，每期至少 \($0)" } ?? "")",
        "\(place.english)\(when.english) \(side == .below ? "falling" : "rising") \(count) times in a row\(step.map { ", by \($0) or more each time" } ?? "")"
      )
    }
  }

  private func words(_ number: FixedPoint, _ found: FoundFigure?, isShare: Bool) -> BilingualText {
    guard let found else { return BilingualText(name: number.description) }
    let words = RuleWords(currency: settings.currency).number(number.doubleValue, found, isShare: isShare)
    return BilingualText(" " + words.chinese, words.english)
  }

  private func placeWords(_ figure: RuleFigure, _ share: String?) -> BilingualText {
    let label = plan.ruleFigure(figure.name)?.label ?? BilingualText(name: figure.name)
    let members = figure.members.sorted { $0.key < $1.key }.map { dimension, code in
      plan.memberID(dimension, code).map { plan.memberName(dimension, $0).name } ?? BilingualText(name: code)
    }
    var (chinese, english) = (members.map(\.chinese).joined(), members.map(\.english).joined(separator: ", "))
    if let each = figure.each {
      let words = Self.eachWords(each)
      (chinese, english) = (chinese + words.chinese, [english, words.english].filter { !$0.isEmpty }.joined(separator: ", "))
    }
    var name = BilingualText(
      chinese.isEmpty ? label.chinese : "\(chinese)的\(label.chinese)", english.isEmpty ? label.english : "\(label.english) of \(english)")
    if let share, let other = plan.ruleFigure(share)?.label {
      name = BilingualText("\(name.chinese)占\(other.chinese)", "\(name.english) as a share of \(other.english)")
    }
    return name
  }

  static func eachWords(_ each: RuleEach) -> BilingualText {
    switch each {
    case .item: BilingualText("每个物料", "each item")
    case .family: BilingualText("每个产品族", "each family")
    case .region: BilingualText("每个地区", "each region")
    case .department: BilingualText("每个部门", "each department")
    case .supplier: BilingualText("每家供应商", "each supplier")
    case .customer: BilingualText("每家客户", "each customer")
    }
  }

  private func windowWords(_ window: RuleWindow) -> BilingualText {
    let sum = window.isWhole ? BilingualText("合计", " in all") : BilingualText("", "")
    let words: BilingualText
    switch window.kind {
    case .now: return BilingualText("", "")
    case .thisMonth: words = BilingualText("在本月", " this month")
    case .months: words = BilingualText("在今后 \(window.count) 个月", " in the next \(window.count) \(window.count == 1 ? "month" : "months")")
    case .restOfYear: words = BilingualText("到年末", " through the end of the year")
    case .days:
      let weeks = window.count / 7
      words =
        window.count % 7 == 0
        ? BilingualText("在今后 \(weeks) 周", " in the next \(weeks) \(weeks == 1 ? "week" : "weeks")")
        : BilingualText("在今后 \(window.count) 天", " in the next \(window.count) \(window.count == 1 ? "day" : "days")")
    }
    return BilingualText(words.chinese + sum.chinese, words.english + sum.english)
  }

  /// A form, or all of a kind.
  func formWords(_ pattern: String) -> BilingualText {
    let forms = planForms + plan.catalogue.regions.map { PlanForm.reconciliation($0.code) }
    let kind: BilingualText =
      switch pattern.prefix(while: { $0 != ":" }) {
      case "forecast": BilingualText("预测", "forecast")
      case "budget": BilingualText("预算", "budget")
      default: BilingualText("对账", "reconciliation")
      }
    guard let form = forms.first(where: { $0.key == pattern }) else { return BilingualText("任一\(kind.chinese)", "any \(kind.english)") }
    let name = name(of: form)
    return BilingualText("\(name.chinese)的\(kind.chinese)", "\(kind.english) of \(name.english)")
  }
}
