// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// Buildings, lines and moulds: bought before the books begin, and a few each half year since.
struct Assets {
  struct Asset {
    let code: String
    let name: String
    let department: Int
    let acquired: Day
    /// 分, without tax.
    let cost: Int64
    let months: Int

    /// Depreciation of a month, straight line from the month after, 5 % left at the end; the last month takes the rest.
    func depreciation(in month: Month) -> Int64 {
      let age = acquired.monthOf.distance(to: month)
      guard age >= 1, age <= months else { return 0 }
      let total = cost * 95 / 100
      let each = total / Int64(months)
      return age == months ? total - each * Int64(months - 1) : each
    }

    func accumulated(through month: Month) -> Int64 {
      let age = acquired.monthOf.distance(to: month)
      if age < 1 { return 0 }
      let total = cost * 95 / 100
      return age >= months ? total : total / Int64(months) * Int64(age)
    }
  }

  private(set) var all: [Asset] = []

  init(seed: UInt64, timeline: DemoTimeline) {
    var random = SeededStream(seed: seed, label: "assets")
    let old: [(String, Int, Int, Int64, Int)] = [
      ("一号厂房", 0, 78, 3_600, 240), ("二号厂房", 0, 50, 2_800, 240), ("办公楼", 11, 78, 1_500, 240),
      ("空调总装线", 0, 40, 1_900, 120), ("冰箱发泡线", 0, 36, 1_600, 120), ("注塑机群", 0, 30, 1_250, 120),
      ("钣金冲压线", 0, 44, 1_100, 120), ("小家电装配线", 0, 20, 620, 120), ("焓差实验室", 8, 24, 560, 96),
      ("成品立体仓库", 3, 28, 880, 180), ("信息系统", 9, 14, 260, 60),
    ]
    for (name, department, age, cost, months) in old {
      let month = timeline.firstMonth.adding(months: -age)
      add(name, department, month.firstDay.adding(days: 14), cost * 1_000_000, months)
    }
    let kinds: [(String, Int, Int)] = [
      ("模具", 0, 60), ("检测设备", 1, 84), ("自动化改造", 0, 120), ("叉车与货架", 3, 84), ("研发仪器", 8, 60),
    ]
    for month in stride(from: 1, to: timeline.monthCount, by: 2) {
      let kind = kinds[random.between(0, kinds.count - 1)]
      let cost = Int64(random.between(90, 300)) * 1_000_000
      add(kind.0, kind.1, timeline.month(month).firstDay.adding(days: 11), cost, kind.2)
    }
  }

  private mutating func add(_ name: String, _ department: Int, _ day: Day, _ cost: Int64, _ months: Int) {
    all.append(
      Asset(
        code: "ZC-" + padded(all.count + 1, 3), name: name, department: department, acquired: day, cost: cost,
        months: months))
  }

  func table(_ timeline: DemoTimeline) -> FactTable {
    var rows = FactRows(
      .fixedAssets, "code name name_en department acquired_on cost life_months salvage_rate")
    for asset in all where asset.acquired <= timeline.cut {
      rows.add([
        .text(asset.code), .text(asset.name), .text(EnglishNames.of(asset.name)),
        .text(Department.all[asset.department].code), .day(asset.acquired),
        .number(asset.cost), .number(Int64(asset.months)), .rate(0.05),
      ])
    }
    return rows.table
  }
}
