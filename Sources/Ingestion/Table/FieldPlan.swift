// SPDX-License-Identifier: Apache-2.0
import Commerce

/// How one field of the schema is filled from a row.
final class FieldPlan {
  let index: Int
  let field: FactField
  /// Position in the row; −1 when the field has no column.
  let column: Int
  let number: NumberForm
  let dayForm: DayForm?
  let takesDays: Bool
  /// What a row gets that has nothing in the column.
  let constant: FileBytes?
  let valueMap: ValueMap?
  let isRequired: Bool
  let type: FactFieldType
  let refersTo: FactKind?
  /// Of months that are written without one: the year of the title.
  let year: Int?
  /// A day that begins a period may be written as the period: 2026Q4.
  let takesPeriods: Bool
  /// A blank cell takes the value above: always, or where the sheet says that the cells are merged.
  var carries = Carrying.never

  enum Carrying { case never, whereMerged, always }

  init(
    index: Int, field: FactField, column: Int, number: NumberForm, format: Mapping.Format, constant: String?,
    values: [String: String]?, year: Int? = nil, takesPeriods: Bool = false
  ) {
    self.year = year
    self.takesPeriods = takesPeriods
    self.index = index
    self.field = field
    self.column = column
    self.number = number
    dayForm = format.day
    takesDays = format.isMonthFromDay
    self.constant = constant.map { FileBytes(Array($0.utf8)) }
    valueMap = values.map { ValueMap($0) }
    isRequired = field.isRequired
    type = field.type
    refersTo = field.refersTo
  }

  /// Whether an unreadable cell costs the row: it does where money, quantities, dates or required values are lost.
  var rejectsUnreadable: Bool {
    if field.isRequired { return true }
    switch field.type {
    case .integer, .boolean, .text: return false
    case .day, .month, .quantity, .price, .rate, .amount: return true
    }
  }
}

/// The value map of one field, by bytes.
final class ValueMap {
  private let keys = ByteInterner()
  private var replacements: [FileBytes] = []

  init(_ table: [String: String]) {
    for (from, into) in table.sorted(by: { $0.key < $1.key }) {
      _ = CellBytes.with(from) { keys.intern($0) }
      replacements.append(FileBytes(Array(into.utf8)))
    }
  }

  /// What is read instead of `bytes`: itself when the map does not name it.
  func replaced(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    keys.find(bytes).map { replacements[$0].buffer } ?? bytes
  }
}

extension FieldPlan {
  /// The plans of all fields, in the order of the schema, and what to say about headers that are not there.
  static func plans(
    schema: FactSchema, mapping: Mapping, header: Header, amountScale: Int, file: String, facts: [TitleFacts.Fact] = [],
    year: Int? = nil
  ) -> (plans: [FieldPlan], findings: [Finding]) {
    var findings: [Finding] = []
    let plans = schema.fields.enumerated().map { index, field in
      var column = -1
      if let name = mapping.header(of: field.name) {
        column = header.column(named: name) ?? -1
        if column < 0 && !field.isRequired {
          findings.append(
            Finding(
              code: .mappedHeaderMissing, file: file, line: header.line,
              parameters: [.init("field", field.name), .init("label", field.label), .init("header", name)]))
        }
      }
      let constant = mapping.constants[field.name] ?? (column < 0 ? facts.first { $0.field == field.name }?.value : nil)
      if column < 0, constant == nil, field.isRequired, !derivedFields.contains(field.name), !Numbering.numbers(field, schema) {
        findings.append(
          Finding(
            code: .requiredColumnMissing, file: file, line: header.line,
            parameters: [
              .init("field", field.name), .init("label", field.label),
              .init("header", mapping.header(of: field.name) ?? field.label),
            ]))
      }
      let format = mapping.formats[field.name] ?? Mapping.Format()
      return FieldPlan(
        index: index, field: field, column: column,
        number: numberForm(field, format, column < 0 ? nil : header.folded[column], header, amountScale),
        format: format, constant: constant, values: mapping.values[field.name], year: year,
        takesPeriods: schema.kind == .quotas && field.name == "starts_on")
    }
    return (plans, findings)
  }

  /// Required money that `AmountRules` may complete from the other columns.
  private static let derivedFields: Set<String> = ["amount_incl_tax"]

  private static func numberForm(
    _ field: FactField, _ format: Mapping.Format, _ header: HeaderText?, _ titles: Header, _ amountScale: Int
  ) -> NumberForm {
    var form = NumberForm(scale: field.type == .amount ? amountScale : field.type.scale)
    form.hasDecimalComma = format.hasDecimalComma
    switch field.type {
    case .amount: form.factor = format.unitFactor ?? header?.factor ?? titles.titleFactor ?? 1
    case .quantity, .price: form.factor = format.unitFactor ?? header?.factor ?? 1
    case .rate:
      form.isRate = true
      form.isPercent = format.isPercent || header?.isPercent == true
    case .text, .day, .month, .integer, .boolean: break
    }
    return form
  }
}
