// SPDX-License-Identifier: Apache-2.0
import Commerce

/// What the reader can't know about a required field, with what it would do if nobody answers.
public struct ImportQuestion: Hashable, Sendable {
  /// Where the values of a field would come from.
  public enum Answer: Hashable, Sendable {
    /// A column of the file, for `Mapping.columns`.
    case column(FindingColumn)
    /// The same text for every row, for `Mapping.constants`.
    case constant(String)
    /// Rows are numbered within their document, or their day.
    case counted
  }

  public let field: String
  /// The Chinese label people see.
  public let label: String
  /// Columns it might be, the likeliest first, at most five.
  public let candidates: [FindingColumn]
  /// What reading without an answer does; nil: then the rows are refused.
  public let proposal: Answer?
  /// Months stand across and no year is known: the answer is a year, as a constant of this field.
  public let asksForYear: Bool
}

/// Finds what to ask.
struct QuestionFinder {
  /// Below this a guessed column is asked about.
  static let confident = 0.85

  let schema: FactSchema
  let layout: TableLayout
  let columns: [MappingGuess.Column]
  let unmapped: [FindingColumn]
  /// Folded headers and sample rows, for candidates.
  let facts: [TitleFacts.Fact]
  let others: [String: [FindingColumn]]

  /// In the order of the schema.
  func questions() -> [ImportQuestion] {
    schema.fields.filter(\.isRequired).compactMap { field in
      let column = columns.first { $0.field == field.name }
      if let column {
        guard column.confidence < QuestionFinder.confident else { return nil }
        let taken = FindingColumn(index: column.index, header: column.header)
        return question(field, [taken] + candidates(field), .column(taken))
      }
      if isDerived(field) { return nil }
      if layout.lacksYear, field.type == .month || schema.kind == .quotas && field.type == .day {
        return ImportQuestion(field: field.name, label: field.label, candidates: [], proposal: nil, asksForYear: true)
      }
      if let fact = facts.first(where: { $0.field == field.name }) {
        return fact.isNamed ? nil : question(field, candidates(field), .constant(fact.value))
      }
      return question(field, candidates(field), Numbering.numbers(field, schema) ? .counted : nil)
    }
  }

  private func question(_ field: FactField, _ candidates: [FindingColumn], _ proposal: ImportQuestion.Answer?) -> ImportQuestion {
    ImportQuestion(
      field: field.name, label: field.label, candidates: Array(candidates.prefix(5)), proposal: proposal, asksForYear: false)
  }

  /// Gross money is completed from net, tax, or price and quantity.
  private func isDerived(_ field: FactField) -> Bool {
    let names = Set(columns.map(\.field))
    guard field.name == "amount_incl_tax" else { return false }
    return names.contains("amount_excl_tax")
      || names.contains("quantity") && (names.contains("price_incl_tax") || names.contains("price_excl_tax"))
  }

  /// Columns nobody claimed whose values fit the field.
  private func candidates(_ field: FactField) -> [FindingColumn] { others[field.name] ?? [] }
}
