// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import DataQuality
import Quantities

/// A rule as somebody fills it in: texts, and numbers as typed.
public struct QualityRuleDraft: Sendable {
  public var kind = ""
  public var form = ""
  /// Of a balance: `sum`, `product`, `order`, `differs`, `zeroSum`, `bankRoll`.
  public var balance = ""
  public var field = ""
  public var fields: [String] = []
  public var per = ""
  public var by = ""
  public var quantity = ""
  public var price = ""
  public var total = ""
  /// As typed: `12.50`, `2026-01-01`, `today+30`; empty leaves the end open.
  public var low = ""
  public var high = ""
  public var number: Int64?
  public var severity = ""
  /// Percent of the rows that may fail, as typed; empty for none.
  public var tolerated = ""
  public var name = ""
  /// Login; empty: whoever brings the rows in.
  public var owner = ""
  public var isOn = true

  public init() {}
}

/// What is wrong with one part of a form.
public struct QualityRuleProblem: Sendable, Hashable {
  public let part: String
  public let words: BilingualText
}

extension QualityRuleDraft {
  static let nameLimit = 100

  /// The rule that it says, or everything that is wrong with it.
  ///
  /// - Parameter id: the rule's, once it has one.
  func read(id: String) -> (rule: QualityRule?, problems: [QualityRuleProblem]) {
    var problems: [QualityRuleProblem] = []
    func problem(_ part: String, _ chinese: String, _ english: String) {
      problems.append(QualityRuleProblem(part: part, words: BilingualText(chinese, english)))
    }
    guard let kind = FactKind(rawValue: kind) else {
      problem("kind", "没有这种数据：\(kind)", "there is no kind \(kind)")
      return (nil, problems)
    }
    let severity = QualitySeverity(rawValue: severity)
    if severity == nil { problem("severity", "选择隔离、提醒或备注", "choose stop, warn or note") }
    let share = tolerated.isEmpty ? 0 : hundredths(of: tolerated)
    if share == nil { problem("tolerated", "百分比“\(tolerated)”看不懂，最多两位小数", "the percentage “\(tolerated)” cannot be read") }
    if name.count > Self.nameLimit { problem("name", "名称最多 \(Self.nameLimit) 个字", "a name has at most \(Self.nameLimit) characters") }
    guard let check = check(kind, problem), let severity, let share, problems.isEmpty else { return (nil, problems) }
    let rule = QualityRule(id: id, kind: kind, check: check, severity: severity, tolerated: share)
    problems += rule.faults.map { QualityRuleProblem(part: $0.part, words: $0.words(kind)) }
    return (problems.isEmpty ? rule : nil, problems)
  }

  private func check(_ kind: FactKind, _ problem: (String, String, String) -> Void) -> QualityCheck? {
    let measure = QualityMeasure(field, per: per.isEmpty ? nil : per, by: by.isEmpty ? nil : by)
    let number = Int(clamping: number ?? -1)
    switch QualityCheck.Form(rawValue: form) {
    case .required?: return .required(field: field)
    case .reference?: return .reference(field: field)
    case .uniqueness?: return .uniqueness(fields: fields)
    case .freshness?: return .freshness(days: number)
    case .outlier?: return .outlier(measure, factor: number)
    case .scale?: return .scale(measure, factor: number)
    case .volume?:
      guard let low = Int(low), let high = Int(high) else {
        problem("low", "写明平时行数的百分之几到几，例如 60 和 200", "say from which to which percent of the usual rows, such as 60 and 200")
        return nil
      }
      return .volume(low: low, high: high)
    case .range?:
      let schema = FactSchema.of(kind)
      guard let index = schema.index(of: field) else { return .range(field: field, low: nil, high: nil) }
      func bound(_ part: String, _ text: String) -> QualityBound? {
        guard !text.isEmpty else { return nil }
        let bound = QualityBound(typed: text, schema.fields[index].type)
        if bound == nil { problem(part, "看不懂“\(text)”", "“\(text)” cannot be read") }
        return bound
      }
      return .range(field: field, low: bound("low", low), high: bound("high", high))
    case .balance?:
      switch balance {
      case "sum": return .balance(.sum(parts: fields, total: total, within: Int64(max(0, number))))
      case "product": return .balance(.product(quantity: quantity, price: price, amount: total, within: max(0, number)))
      case "order": return .balance(.order(first: field, last: total))
      case "differs": return .balance(.differs(field, total))
      case "zeroSum": return .balance(.zeroSum)
      case "bankRoll": return .balance(.bankRoll)
      default:
        problem("balance", "选择勾稽的形式", "choose what has to agree")
        return nil
      }
    case nil:
      problem("form", "选择检查什么", "choose what is checked")
      return nil
    }
  }

  private func hundredths(of text: String) -> Int? {
    guard let value = FixedPoint(text), value.scale <= 2 else { return nil }
    let raised = (0..<(2 - value.scale)).reduce(value.mantissa) { number, _ in number.multipliedReportingOverflow(by: 10).partialValue }
    return Int(exactly: raised)
  }
}

extension QualityBound {
  /// `12.50`, `2026-01-01`, `2026-01`, `today`, `today+30`, `today-7`; nil for anything else, or for more decimals than the column keeps.
  init?(typed text: String, _ type: FactFieldType) {
    let text = text.filter { !$0.isWhitespace }
    if text.hasPrefix("today") {
      let rest = text.dropFirst(5)
      guard let days = rest.isEmpty ? 0 : Int(rest.hasPrefix("+") ? String(rest.dropFirst()) : String(rest)) else { return nil }
      self = .daysFromToday(days)
      return
    }
    switch type {
    case .day:
      guard let day = Day(iso: text) else { return nil }
      self = .fixed(Int64(day.ordinal))
    case .month:
      guard let month = Month(iso: text) else { return nil }
      self = .fixed(Int64(month.ordinal))
    case .text, .boolean: return nil
    case .integer, .quantity, .price, .rate, .amount:
      guard let value = FixedPoint(text)?.trimmed, value.scale <= type.scale else { return nil }
      var mantissa = value.mantissa
      for _ in value.scale..<type.scale {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        mantissa = product
      }
      self = .fixed(mantissa)
    }
  }
}

extension RuleFault {
  /// The part of the form that it is about.
  fileprivate var part: String {
    switch self {
    case .noField, .wrongType, .namesNothing: "field"
    case .fieldCount: "fields"
    case .noBound, .boundsReversed: "low"
    case .number(let name, _, _): name == "tolerated" || name == "low" || name == "high" ? name : "number"
    case .noDay, .otherKind: "kind"
    }
  }

  fileprivate func words(_ kind: FactKind) -> BilingualText {
    switch self {
    case .noField(let name):
      return BilingualText("\(kind.label.chinese)没有列 \(name)", "\(kind.label.english) have no column \(name)")
    case .wrongType(let field, let needs):
      let (name, what) = (fieldWords(kind, field), needs.words)
      return BilingualText("\(name.chinese)不是\(what.chinese)", "\(name.english) is no \(what.english)")
    case .namesNothing(let field):
      let name = fieldWords(kind, field)
      return BilingualText("\(name.chinese)不引用其他数据", "\(name.english) names nothing else")
    case .fieldCount(let most): return BilingualText("选 1 到 \(most) 列", "choose 1 to \(most) columns")
    case .noBound: return BilingualText("至少写明一端", "say at least one end")
    case .boundsReversed: return BilingualText("下限大于上限", "the lower end lies above the upper one")
    case .number(_, let low, let high): return BilingualText("应为 \(low) 到 \(high)", "it is from \(low) to \(high)")
    case .noDay: return BilingualText("\(kind.label.chinese)没有日期", "\(kind.label.english) have no day")
    case .otherKind(let other):
      return BilingualText("只用于\(other.label.chinese)", "only for \(other.label.english.lowercased())")
    }
  }
}

extension RuleFault.Need {
  fileprivate var words: BilingualText {
    switch self {
    case .number: BilingualText("数字", "number")
    case .text: BilingualText("文字", "text")
    case .day: BilingualText("日期", "day")
    }
  }
}
