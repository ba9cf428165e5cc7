// SPDX-License-Identifier: Apache-2.0
import Calendars

/// A month of one cell: `2026-03`, `2026/3`, `202603`, `2026年3月`, `2026年03期`; `11月` when the year is known; a full day when it is the first, or any by form.
enum MonthCell {
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ form: DayForm?, takesDays: Bool, year: Int? = nil, _ notes: inout CellNotes
  ) -> CellOutcome {
    if bytes.isEmpty { return .missing }
    if EmptyWords.contains(bytes) || DayCell.isDashes(bytes) { return .missing }
    if EmptyWords.isFormulaError(bytes) { return .failure(.formulaError) }
    guard let groups = DigitGroups(bytes) else {
      return year.flatMap { named(bytes, year: $0) } ?? .failure(.notAMonth)
    }
    if groups.count == 1, groups.lengths.0 <= 2, let year, !groups.isBare { return month(year, groups.values.0) }
    if groups.count == 1, groups.lengths.0 == 6 { return month(groups.values.0 / 100, groups.values.0 % 100) }
    if groups.count == 2, groups.lengths.0 == 4, groups.lengths.1 <= 2 {
      return month(groups.values.0, groups.values.1)
    }
    if groups.count == 2, groups.lengths.1 == 4, groups.lengths.0 <= 2 {
      return month(groups.values.1, groups.values.0)
    }
    switch DayCell.parse(bytes, form, &notes) {
    case .value(let ordinal):
      let day = Day(ordinal: Int32(ordinal))
      guard takesDays || day.dayOfMonth == 1 else { return .failure(.notAMonth) }
      return .value(Int64(day.monthOf.ordinal))
    case .missing: return .missing
    case .failure(.dateDoesNotExist): return .failure(.dateDoesNotExist)
    case .failure: return .failure(.notAMonth)
    }
  }

  /// 十一月, Nov.
  private static func named(_ bytes: UnsafeBufferPointer<UInt8>, year: Int) -> CellOutcome? {
    MonthWord(String(decoding: bytes, as: UTF8.self)).flatMap { $0.rest.isEmpty ? month($0.year ?? year, $0.month) : nil }
  }

  private static func month(_ year: Int, _ month: Int) -> CellOutcome {
    guard (1...9999).contains(year) else { return .failure(.notAMonth) }
    guard (1...12).contains(month) else { return .failure(.dateDoesNotExist) }
    return .value(Int64(Month(year: year, month: month).ordinal))
  }
}
