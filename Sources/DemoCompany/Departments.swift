// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// The twelve departments: heads, pay and what they spend besides.
struct Department {
  /// Which line of the income statement its cost falls on.
  enum CostKind: String {
    case manufacturing = "制造费用"
    case selling = "销售费用"
    case administration = "管理费用"
    case research = "研发费用"

    var account: Account {
      switch self {
      case .manufacturing: .manufacturingOverhead
      case .selling: .sellingExpense
      case .administration: .administrativeExpense
      case .research: .researchExpense
      }
    }
  }

  let code: String
  let name: String
  let kind: CostKind
  let people: Int
  /// Yuan a head and month, this year's.
  let salary: Int
  /// Travel, office, telephone: yuan a head and month.
  let perHead: Int
  /// Rent, energy, testing and the like: yuan a month.
  let fixed: Int
  /// Further spending as a share of the month's revenue without tax.
  let revenueShare: Double

  private static func department(
    _ code: String, _ name: String, _ kind: CostKind, _ people: Int, _ salary: Int, _ perHead: Int,
    _ fixed: Int,
    _ share: Double = 0
  ) -> Department {
    Department(
      code: code, name: name, kind: kind, people: people, salary: salary, perHead: perHead, fixed: fixed,
      revenueShare: share)
  }

  static let all: [Department] = [
    department("BM01", "生产部", .manufacturing, 330, 6500, 380, 160_000, 0.009),
    department("BM02", "质量部", .manufacturing, 26, 8000, 420, 60_000),
    department("BM03", "采购部", .administration, 14, 9500, 900, 15_000),
    department("BM04", "仓储物流部", .selling, 38, 6800, 300, 130_000),
    department("BM05", "华东销售部", .selling, 26, 11_000, 3_000, 30_000, 0.002),
    department("BM06", "华南销售部", .selling, 20, 10_800, 3_000, 24_000, 0.0014),
    department("BM07", "华北及中西部销售部", .selling, 30, 10_000, 3_300, 32_000, 0.0024),
    department("BM08", "市场部", .selling, 14, 11_500, 1_800, 120_000, 0.006),
    department("BM09", "研发部", .research, 48, 14_200, 1_200, 700_000),
    department("BM10", "财务部", .administration, 15, 10_500, 500, 70_000),
    department("BM11", "人力行政部", .administration, 18, 9_000, 1_000, 380_000),
    department("BM12", "总经办", .administration, 8, 22_000, 6_000, 150_000, 0.003),
  ]

  /// The sales department of each region, by number.
  static let ofRegion = [4, 5, 6, 6, 6]

  static func table() -> FactTable {
    var rows = FactRows(
      .departments, "code name name_en parent cost_kind")
    rows.add([.text("GS01"), .text(DemoCompany.name), .text(DemoCompany.englishName), nil, nil])
    for item in all {
      rows.add([
        .text(item.code), .text(item.name), .text(EnglishNames.of(item.name)), .text("GS01"), .text(item.kind.rawValue),
      ])
    }
    return rows.table
  }
}
