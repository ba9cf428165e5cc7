// SPDX-License-Identifier: Apache-2.0

/// What stands in a column. Every type but text is kept as a 64-bit integer with a fixed scale.
public enum FactFieldType: Hashable, Sendable {
  case text
  case day
  case month
  case integer
  case boolean
  /// Pieces, kilograms: four decimals.
  case quantity
  /// Money per unit: six decimals.
  case price
  /// A share, 0.13 for 13 %: six decimals.
  case rate
  /// Money in minor units of the row's currency (two decimals in the tables; other currencies by their digits).
  case amount

  /// Decimals of the stored integer.
  public var scale: Int {
    switch self {
    case .quantity: 4
    case .price, .rate: 6
    case .amount: 2
    case .text, .day, .month, .integer, .boolean: 0
    }
  }
}

/// One column of a kind of fact.
public struct FactField: Hashable, Sendable {
  /// English identifier, snake case; the column of the table and of mapping files.
  public let name: String
  /// The Chinese label people see.
  public let label: String
  public let type: FactFieldType
  public let isRequired: Bool
  /// The kind whose first key this column names (`item` → `.items`), if any.
  public let refersTo: FactKind?
  /// Other headers that mean this column, Chinese or English, compared after folding case, blanks and width.
  public let synonyms: [String]
}

extension FactField {
  static func field(
    _ name: String, _ label: String, _ type: FactFieldType, required: Bool = false, of: FactKind? = nil,
    _ synonyms: [String] = []
  ) -> FactField {
    FactField(name: name, label: label, type: type, isRequired: required, refersTo: of, synonyms: synonyms)
  }

  /// The English name beside a column of names: optional, shown to whoever reads English.
  static func englishName(
    of column: String = "name", _ label: String = "英文名称", _ synonyms: [String] = []
  ) -> FactField {
    let common = column == "name" ? ["english_name", "name_english", "name_in_english", "英文名", "英文"] : []
    return field(column + "_en", label, .text, common + synonyms)
  }

  static func englishName(_ synonyms: [String]) -> FactField { englishName(of: "name", "英文名称", synonyms) }

  /// Whether the column holds English names: a header must then say so in full, for part of it fits any name.
  public var isEnglishName: Bool { name.hasSuffix("_en") }
}

/// The columns of a kind, which of them identify a row at its source, and which day the fact is true on.
public struct FactSchema: Hashable, Sendable {
  public let kind: FactKind
  /// Together the source's own key. A row with the same key and other values is a correction, appended.
  public let keys: [String]
  /// The column that gives `effective_on`; nil for master data (effective from the day it was recorded).
  public let effectiveField: String?
  public let fields: [FactField]

  public func index(of field: String) -> Int? { fields.firstIndex { $0.name == field } }
}
