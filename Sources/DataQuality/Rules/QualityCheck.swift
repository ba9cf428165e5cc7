// SPDX-License-Identifier: Apache-2.0

/// What a rule looks at. A check says of every row, or of the batch as a whole, whether it is as it should be; a row that lacks what is needed to say so
/// is not checked.
public enum QualityCheck: Hashable, Sendable {
  /// 必填: the field has a value.
  case required(field: String)
  /// 范围: the value lies between two bounds, both inclusive; one of them may be open.
  case range(field: String, low: QualityBound?, high: QualityBound?)
  /// 引用: the code is one that is known of the kind that the field names.
  case reference(field: String)
  /// 唯一: no two rows that differ say the same in these fields.
  case uniqueness(fields: [String])
  /// 及时: the newest day of the batch is no older than so many days.
  case freshness(days: Int)
  /// 勾稽: figures that belong together agree.
  case balance(QualityBalance)
  /// 行数: a closed month has about as many rows as those before it. In percent of their median.
  case volume(low: Int, high: Int)
  /// 离群: a value is no more than so many times its own past, nor less than that part of it.
  case outlier(QualityMeasure, factor: Int)
  /// 量级: the batch as a whole is not so many times its own past: 元 read as 万元, pieces as boxes.
  case scale(QualityMeasure, factor: Int)
}

/// An end of a range: a scaled integer of the field's type, or a day counted from the day of the check.
public enum QualityBound: Hashable, Sendable {
  case fixed(Int64)
  case daysFromToday(Int)
}

/// A figure of a row that has a past: the field, per unit of another where there is one, compared within a group.
public struct QualityMeasure: Hashable, Sendable {
  public let field: String
  /// The field it is divided by: `quantity` for a price per piece.
  public let per: String?
  /// The text field within which values are alike: `item`, `customer`; nil compares all rows with each other.
  public let by: String?

  public init(_ field: String, per: String? = nil, by: String? = nil) {
    (self.field, self.per, self.by) = (field, per, by)
  }
}

/// Figures that belong together.
public enum QualityBalance: Hashable, Sendable {
  /// The parts of a row add up to its total, to so many minor units.
  case sum(parts: [String], total: String, within: Int64)
  /// Quantity × price is the amount, to so many ten-thousandths of it and one minor unit.
  case product(quantity: String, price: String, amount: String, within: Int)
  /// A day does not lie before another.
  case order(first: String, last: String)
  /// Two fields do not say the same.
  case differs(String, String)
  /// Debits and credits of a month of the ledger cancel out, as they did in the months before: all accounts, or those of the balance sheet.
  case zeroSum
  /// What stands on an account is what stood there before and what was booked since.
  case bankRoll
}

extension QualityCheck {
  /// Which of the five parts of the score it counts for.
  public var dimension: QualityDimension {
    switch self {
    case .required, .volume: .completeness
    case .range, .outlier, .scale: .validity
    case .reference, .balance: .consistency
    case .uniqueness: .uniqueness
    case .freshness: .timeliness
    }
  }

  /// The stable name of its form, in events and in the HTTP contract.
  public var form: Form {
    switch self {
    case .required: .required
    case .range: .range
    case .reference: .reference
    case .uniqueness: .uniqueness
    case .freshness: .freshness
    case .balance: .balance
    case .volume: .volume
    case .outlier: .outlier
    case .scale: .scale
    }
  }

  public enum Form: String, CaseIterable, Sendable {
    case required, range, reference, uniqueness, freshness, balance, volume, outlier, scale
  }

  /// What it needs of the past.
  var measure: QualityMeasure? {
    switch self {
    case .outlier(let measure, _), .scale(let measure, _): measure
    default: nil
    }
  }
}
