// SPDX-License-Identifier: Apache-2.0
import Commerce
public import DataQuality
import Quantities

extension QualityRule {
  /// The rule as a sentence: 当 客户编码 为空（超过 5% 的行）时 提醒.
  public var words: BilingualText {
    let (condition, kind) = (check.words(kind), kind.label)
    let part = FixedPoint(mantissa: Int64(tolerated), scale: 2).trimmed.description
    let share = tolerated == 0 ? BilingualText("", "") : BilingualText("（超过 \(part)% 的行）", " in more than \(part)% of the rows")
    let so = severity.words
    return BilingualText(
      "\(kind.chinese)：当 \(condition.chinese)\(share.chinese) 时，\(so.chinese)",
      "\(kind.english): when \(condition.english)\(share.english), \(so.english)")
  }

  /// Its condition alone.
  public var condition: BilingualText { check.words(kind) }
}

extension QualitySeverity {
  var words: BilingualText {
    switch self {
    case .stop: BilingualText("隔离整批", "hold the batch")
    case .warn: BilingualText("提醒", "warn")
    case .note: BilingualText("备注", "note it")
    }
  }

  public var label: BilingualText {
    switch self {
    case .stop: BilingualText("隔离", "Hold")
    case .warn: BilingualText("提醒", "Warn")
    case .note: BilingualText("备注", "Note")
    }
  }
}

extension QualityDimension {
  public var label: BilingualText {
    switch self {
    case .completeness: BilingualText("完整", "Complete")
    case .validity: BilingualText("有效", "Valid")
    case .consistency: BilingualText("一致", "Consistent")
    case .uniqueness: BilingualText("唯一", "Unique")
    case .timeliness: BilingualText("及时", "Timely")
    }
  }
}

extension QualityCheck.Form {
  public var label: BilingualText {
    switch self {
    case .required: BilingualText("必填", "Required")
    case .range: BilingualText("范围", "Range")
    case .reference: BilingualText("引用", "Reference")
    case .uniqueness: BilingualText("唯一", "Unique")
    case .freshness: BilingualText("及时", "Fresh")
    case .balance: BilingualText("勾稽", "Balance")
    case .volume: BilingualText("行数", "Rows")
    case .outlier: BilingualText("离群", "Outlier")
    case .scale: BilingualText("量级", "Scale")
    }
  }
}

/// What a column is called in a sentence.
func fieldWords(_ kind: FactKind, _ name: String) -> BilingualText {
  let schema = FactSchema.of(kind)
  return BilingualText(
    schema.index(of: name).map { schema.fields[$0].label } ?? name, name.split(separator: "_").joined(separator: " "))
}

extension QualityCheck {
  fileprivate func words(_ kind: FactKind) -> BilingualText {
    func name(_ field: String) -> BilingualText { fieldWords(kind, field) }
    switch self {
    case .required(let field):
      let field = name(field)
      return BilingualText("\(field.chinese)为空", "\(field.english) is empty")
    case .range(let field, let low, let high): return Self.rangeWords(kind, field, low, high)
    case .reference(let field):
      let words = name(field)
      let schema = FactSchema.of(kind)
      let named = schema.index(of: field).flatMap { schema.fields[$0].refersTo }?.label ?? BilingualText(name: "")
      return BilingualText("\(words.chinese)不在已知的\(named.chinese)里", "\(words.english) is none of the known \(named.english.lowercased())")
    case .uniqueness(let fields):
      let words = fields.map(name)
      return BilingualText(
        "不同的行有相同的\(words.map(\.chinese).joined(separator: "、"))",
        "rows that differ have the same \(words.map(\.english).joined(separator: ", "))")
    case .freshness(let days):
      return BilingualText("最新的日期早于 \(days) 天前", "the newest day is more than \(days) days ago")
    case .balance(let balance): return balance.words(kind)
    case .volume(let low, let high):
      return BilingualText(
        "已结束的月份的行数不到平时的 \(low)% 或超过 \(high)%", "a closed month has less than \(low)% or more than \(high)% of its usual rows")
    case .outlier(let measure, let factor):
      let words = measure.words(kind)
      return BilingualText("\(words.chinese)与平时相差 \(factor) 倍以上", "\(words.english) is \(factor) times off what is usual")
    case .scale(let measure, let factor):
      let words = measure.words(kind)
      return BilingualText(
        "多数行的\(words.chinese)是平时的 \(factor) 倍以上或以下（单位弄错，如元与万元）",
        "\(words.english) of most rows is \(factor) times what is usual or less than that part of it (another unit)")
    }
  }

  private static func rangeWords(
    _ kind: FactKind, _ field: String, _ low: QualityBound?, _ high: QualityBound?
  ) -> BilingualText {
    let (name, schema) = (fieldWords(kind, field), FactSchema.of(kind))
    let type = schema.index(of: field).map { schema.fields[$0].type } ?? .text
    let isTime = type == .day || type == .month
    let (below, above) = isTime ? (("早于", "before"), ("晚于", "after")) : (("小于", "below"), ("大于", "above"))
    let parts = [low.map { (below, $0.words(type)) }, high.map { (above, $0.words(type)) }].compactMap { $0 }
    return BilingualText(
      name.chinese + parts.map { "\($0.0.0) \($0.1.chinese)" }.joined(separator: " 或"),
      name.english + " is " + parts.map { "\($0.0.1) \($0.1.english)" }.joined(separator: " or "))
  }
}

extension QualityBound {
  fileprivate func words(_ type: FactFieldType) -> BilingualText {
    switch self {
    case .fixed(let value): BilingualText(name: type.text(of: value))
    case .daysFromToday(0): BilingualText("导入那天", "the day of the import")
    case .daysFromToday(let days) where days > 0: BilingualText("导入后 \(days) 天", "\(days) days after the import")
    case .daysFromToday(let days): BilingualText("导入前 \(-days) 天", "\(-days) days before the import")
    }
  }
}

extension QualityMeasure {
  fileprivate func words(_ kind: FactKind) -> BilingualText {
    let (field, per, by) = (fieldWords(kind, field), per.map { fieldWords(kind, $0) }, by.map { fieldWords(kind, $0) })
    return BilingualText(
      (by.map { "同一\($0.chinese)的" } ?? "") + (per.map { "单位\($0.chinese)的" } ?? "") + field.chinese,
      field.english + (per.map { " per \($0.english)" } ?? "") + (by.map { " of one \($0.english)" } ?? ""))
  }
}

extension QualityBalance {
  fileprivate func words(_ kind: FactKind) -> BilingualText {
    func name(_ field: String) -> BilingualText { fieldWords(kind, field) }
    switch self {
    case .sum(let parts, let total, _):
      let (parts, total) = (parts.map(name), name(total))
      return BilingualText(
        "\(parts.map(\.chinese).joined(separator: " + ")) 不等于 \(total.chinese)",
        "\(parts.map(\.english).joined(separator: " + ")) is not \(total.english)")
    case .product(let quantity, let price, let amount, let within):
      let (quantity, price, amount) = (name(quantity), name(price), name(amount))
      let percent = FixedPoint(mantissa: Int64(within), scale: 2).trimmed.description
      return BilingualText(
        "\(quantity.chinese) × \(price.chinese) 与 \(amount.chinese)相差超过 \(percent)%",
        "\(quantity.english) × \(price.english) is more than \(percent)% off \(amount.english)")
    case .order(let first, let last):
      let (first, last) = (name(first), name(last))
      return BilingualText("\(last.chinese)早于\(first.chinese)", "\(last.english) lies before \(first.english)")
    case .differs(let one, let other):
      let (one, other) = (name(one), name(other))
      return BilingualText("\(one.chinese)与\(other.chinese)相同", "\(one.english) is the same as \(other.english)")
    case .zeroSum:
      return BilingualText("一个月的借贷不平（之前几个月都平）", "debits and credits of a month differ, though those of earlier months did not")
    case .bankRoll:
      return BilingualText("上次余额加期间流水不等于余额", "the earlier balance and what was booked since are not the balance")
    }
  }
}
