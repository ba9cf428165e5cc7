// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// Says what stands in rows of a kind.
struct FactRowText {
  let schema: FactSchema
  private let amount: [Int]
  private let keys: [Int]
  private let place: (kind: DocumentKind, number: Int)?

  init(_ kind: FactKind) {
    schema = FactSchema.of(kind)
    let schema = schema
    amount = (RestatedKind.of(kind)?.amount ?? []).compactMap { schema.index(of: $0) }
    keys = schema.keys.compactMap { schema.index(of: $0) }
    place = DocumentIndex.numberField(of: kind).flatMap { found in schema.index(of: found.field).map { (found.kind, $0) } }
  }

  func row(_ revision: FactRevision) -> RestatedRows.Row {
    let (now, former) = (revision.now, revision.former)
    return RestatedRows.Row(
      key: key(keys.map { now.values[$0] }), document: document(now), line: Int(now.line),
      version: now.version, on: now.effectiveOn, formerlyOn: former?.effectiveOn, amount: amount(now),
      formerAmount: former.flatMap { amount($0) },
      changes: former.map { changes(from: $0, to: now) } ?? [])
  }

  /// The source's own key, its parts in the order of the schema.
  func key(_ values: [FactValue?]) -> String {
    zip(keys, values).compactMap { text($1, schema.fields[$0]) }.joined(separator: " · ")
  }

  /// The document a row is a line of.
  func document(_ version: FactVersion) -> String? {
    guard let place, case .text(let number)? = version.values[place.number] else { return nil }
    return place.kind.rawValue + ":" + number
  }

  func amount(_ version: FactVersion) -> Int64? {
    guard !amount.isEmpty else { return nil }
    for index in amount { if case .number(let value)? = version.values[index] { return value } }
    return 0
  }

  func changes(from former: FactVersion, to now: FactVersion) -> [RestatedRows.Change] {
    schema.fields.indices.filter { former.values[$0] != now.values[$0] }.map { index in
      let field = schema.fields[index]
      return RestatedRows.Change(
        field: field.name, label: BilingualText(field.label, field.name), old: text(former.values[index], field),
        new: text(now.values[index], field))
    }
  }

  /// As people write it: `2026-08-31`, `1130.00`, `是`.
  func text(_ value: FactValue?, _ field: FactField) -> String? {
    switch value {
    case nil: nil
    case .text(let text): text
    case .number(let number):
      switch field.type {
      case .day: Int32(exactly: number).map { Day(ordinal: $0).description }
      case .month: Int32(exactly: number).map { Month(ordinal: $0).description }
      case .boolean: number == 0 ? "false" : "true"
      case .text, .integer: String(number)
      case .quantity, .price, .rate, .amount: FixedPoint(mantissa: number, scale: field.type.scale).description
      }
    }
  }
}
