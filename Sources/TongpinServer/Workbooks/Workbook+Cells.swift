// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Workbooks

extension Workbook.Cell {
  /// Days from day 0 of spreadsheets, 30 December 1899, to day 0 of ours, 1 January 1970.
  static let daysBefore = 25_569

  static func day(_ day: Day?) -> Workbook.Cell { day.map { .day(Int($0.ordinal) + daysBefore) } ?? .blank }
  static func amount(_ minorUnits: Int64?) -> Workbook.Cell { minorUnits.map { .amount($0) } ?? .blank }
  static func figure(_ value: Double?, decimals: Int = 2) -> Workbook.Cell {
    value.map { .figure($0, decimals: decimals) } ?? .blank
  }
  static func share(_ value: Double?) -> Workbook.Cell { value.map { .ratio($0) } ?? .blank }
  static func words(_ text: BilingualText?) -> [Workbook.Cell] {
    [text.map { .text($0.chinese) } ?? .blank, text.map { .text($0.english) } ?? .blank]
  }
}

extension Workbook.Row {
  /// Two header rows, Chinese above English.
  static func headers(_ words: [BilingualText]) -> [Workbook.Row] {
    [Workbook.Row(words.map { .text($0.chinese) }, rank: .header), Workbook.Row(words.map { .text($0.english) }, rank: .header)]
  }
}
