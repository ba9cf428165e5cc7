// SPDX-License-Identifier: Apache-2.0

extension HolidayYear {
  /// The years whose notices are built in: 2022 to 2026.
  public static let published: [HolidayYear] = [
    notice(
      2022,
      off: [
        (1, 1...3), (1, 31...31), (2, 1...6), (4, 3...5), (4, 30...30), (5, 1...4), (6, 3...5), (9, 10...12),
        (10, 1...7),
      ],
      work: [(1, 29), (1, 30), (4, 2), (4, 24), (5, 7), (10, 8), (10, 9)]),
    notice(
      2023,
      off: [
        (1, 1...2), (1, 21...27), (4, 5...5), (4, 29...30), (5, 1...3), (6, 22...24), (9, 29...30),
        (10, 1...6),
      ],
      work: [(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)]),
    notice(
      2024,
      off: [(1, 1...1), (2, 10...17), (4, 4...6), (5, 1...5), (6, 10...10), (9, 15...17), (10, 1...7)],
      work: [(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)]),
    notice(
      2025,
      off: [
        (1, 1...1), (1, 28...31), (2, 1...4), (4, 4...6), (5, 1...5), (5, 31...31), (6, 1...2), (10, 1...8),
      ],
      work: [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)]),
    notice(
      2026,
      off: [(1, 1...3), (2, 15...23), (4, 4...6), (5, 1...5), (6, 19...21), (9, 25...27), (10, 1...7)],
      work: [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]),
  ]

  /// Days as (month, days of the month).
  private static func notice(
    _ year: Int, off: [(Int, ClosedRange<Int>)], work: [(Int, Int)]
  ) -> HolidayYear {
    HolidayYear(
      year: year, status: .published, source: "国务院办公厅关于\(year)年部分节假日安排的通知",
      daysOff: off.flatMap { month, days in days.compactMap { Day(year: year, month: month, day: $0) } },
      makeUpDays: work.compactMap { Day(year: year, month: $0.0, day: $0.1) })
  }
}
