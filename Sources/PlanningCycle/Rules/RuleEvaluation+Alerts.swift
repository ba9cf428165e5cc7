// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning
import Quantities

extension RuleEvaluation {
  /// One stretch of hits in words.
  func alert(_ place: RulePlace, _ stretch: RuleStretch, _ look: Look) -> Alert {
    let period = look.periods.indices.contains(stretch.worst) ? look.periods[stretch.worst] : nil
    let first = look.periods.indices.contains(stretch.first) ? look.periods[stretch.first] : nil
    let value = look.values[stretch.worst]
    let base = look.bases.indices.contains(stretch.worst) ? look.bases[stretch.worst] : nil
    let when = time(stretch, look)
    return Alert(
      id: "rule-\(rule.id)|\(place.key)|\(first?.monthOfHit?.description ?? "now")", code: "rule", severity: rule.content.severity,
      title: title(place.name), detail: detail(place, value, base, when, period, isLong: stretch.first != stretch.last),
      money: money(value, base), since: max(first?.begins ?? today, today), link: link(place, period), cell: cell(place, period),
      count: size(look.excess[stretch.worst]), urgentBy: first?.begins.map { max($0, today) })
  }

  private func title(_ member: BilingualText?) -> BilingualText {
    let name = rule.content.name
    return member.map { BilingualText("\(name.chinese)：\($0.chinese)", "\(name.english): \($0.english)") } ?? name
  }

  private func time(_ stretch: RuleStretch, _ look: Look) -> BilingualText {
    // A sum is of all periods of the window.
    if rule.content.condition.window?.isWhole == true, let first = periods.first, let last = periods.last {
      return words.time(first, last, count: periods.count)
    }
    guard !look.periods.isEmpty else { return BilingualText("", "") }
    return words.time(look.periods[stretch.first], look.periods[stretch.last], count: stretch.last - stretch.first + 1)
  }

  /// 分 between the figure and its line, or what it is compared with.
  private func money(_ value: Double, _ base: Double?) -> Int64? {
    guard found.isMoney, share == nil else { return nil }
    switch rule.content.condition {
    case .threshold(_, _, _, let limit, _): return hundredths((value - limit.doubleValue).magnitude)
    case .deviation: return base.map { hundredths((value - $0).magnitude) }
    case .trend, .lateData, .missing: return nil
    }
  }

  /// How far a figure that is no money lies beyond its line, in ten-thousandths of its unit.
  private func size(_ excess: Double) -> Int64? {
    (found.isMoney && share == nil) || !excess.isFinite ? nil : hundredths(excess * 100)
  }

  private func subject(_ place: RulePlace) -> BilingualText {
    var names = [found.label]
    for (dimension, id) in place.coordinate.members.sorted(by: { $0.key < $1.key }) where place.id != id {
      names.append(lens.plan.memberName(dimension, id).name)
    }
    let label = BilingualText(names.map(\.chinese).joined(separator: " · "), names.map(\.english).joined(separator: " · "))
    return share.map { BilingualText("\(label.chinese)占\($0.label.chinese)", "\(label.english) of \($0.label.english)") } ?? label
  }

  private func detail(
    _ place: RulePlace, _ value: Double, _ base: Double?, _ when: BilingualText, _ period: PlanPeriod?, isLong: Bool
  ) -> BilingualText {
    let (subject, number) = (subject(place), words.number(value, found, isShare: share != nil))
    let at = isLong ? period.map { BilingualText("（\($0.label.chinese)）", " (\($0.label.english))") } : nil
    let gap = when.chinese.isEmpty || when.chinese.hasSuffix("）") ? "" : " "
    switch rule.content.condition {
    case .threshold(_, _, let side, let limit, _):
      let line = words.number(limit.doubleValue, found, isShare: share != nil)
      let difference = words.number((value - limit.doubleValue).magnitude, found, isShare: share != nil)
      let worst = isLong ? (side == .below ? ("最低 ", "lowest ") : ("最高 ", "highest ")) : ("为 ", "")
      return BilingualText(
        "\(subject.chinese) \(when.chinese)\(gap)\(side == .below ? "低于" : "高于") \(line.chinese)，\(worst.0)\(number.chinese)"
          + "\(at?.chinese ?? "")，差 \(difference.chinese)",
        "\(subject.english) \(side == .below ? "under" : "over") \(line.english)\(when.english.isEmpty ? "" : " in ")\(when.english): \(worst.1)"
          + "\(number.english)\(at?.english ?? ""), by \(difference.english)")
    case .deviation(_, _, let kind, _, _, _):
      let base = base ?? .nan
      let other = words.number(base, found)
      let isUnder = value < base
      let rate = base != 0 && base.isFinite ? words.percent(((value - base) / base).magnitude) : nil
      let difference = words.number((value - base).magnitude, found)
      return BilingualText(
        "\(subject.chinese) \(when.chinese)\(gap)\(isUnder ? "低于" : "高于")\(kind.label.chinese)\(rate.map { " \($0.chinese)" } ?? "")"
          + "：\(number.chinese)，\(kind.label.chinese) \(other.chinese)\(at?.chinese ?? "")，差 \(difference.chinese)",
        "\(subject.english) \(rate.map { "\($0.english) " } ?? "")\(isUnder ? "under" : "over") \(kind.label.english) in \(when.english): "
          + "\(number.english) against \(other.english)\(at?.english ?? ""), by \(difference.english)")
    case .trend(_, _, let side, let count, _):
      return BilingualText(
        "\(subject.chinese)连续 \(count) 期\(side == .below ? "下降" : "上升")，到 \(when.chinese) 为 \(number.chinese)",
        "\(subject.english) \(side == .below ? "fell" : "rose") \(count) times in a row, to \(number.english) in \(when.english)")
    case .lateData, .missing: return BilingualText("", "")
    }
  }

  private func cell(_ place: RulePlace, _ period: PlanPeriod?) -> String? {
    switch found.source {
    case .known(.stockCover): return lens.plan.address("opening_stock", place.coordinate, nil).text
    case .known(.overdue): return nil
    case .measure(let measure, _):
      let at = lens.sight?.completed(measure.id, place.coordinate) ?? place.coordinate
      return lens.plan.address(measure.id, at, period).text
    }
  }

  /// The screen that shows it: days of cash, the item among the stock, else the row of the table.
  private func link(_ place: RulePlace, _ period: PlanPeriod?) -> String {
    if case .known(.stockCover) = found.source { return "#/supply?item=\(Self.escaped(code(place)))" }
    if found.axis == .day {
      if Workspace.isCash(found.id), case .day(let day)? = period { return "#/cash?day=\(day)" }
      if place.coordinate["Item"] != nil { return "#/supply?item=\(Self.escaped(code(place)))" }
      return Workspace.isCash(found.id) ? "#/cash" : "#/table"
    }
    return "#/table?cell=" + Self.escaped(cell(place, period) ?? "")
  }

  private func code(_ place: RulePlace) -> String { place.coordinate["Item"].map { lens.plan.memberName("Item", $0).code } ?? "" }

  /// As a value of a link: what would end it, or be read as something else, by its bytes.
  static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return String(
      text.utf8.flatMap { byte -> [Character] in
        let plain =
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
        return plain ? [Character(Unicode.Scalar(byte))] : ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      })
  }
}
