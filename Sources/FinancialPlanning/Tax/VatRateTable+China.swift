// SPDX-License-Identifier: Apache-2.0
import Calendars
import Quantities

extension VatRateTable {
  /// China's rates as far as they are built in; a company adds rows with `init(_:)` of these and its own.
  ///
  /// Reform dates: 2017-07-01 财税〔2017〕37号 (13 → 11 %), 2018-05-01 财税〔2018〕32号 (17 → 16, 11 → 10 %), 2019-04-01 财政部 税务总局 海关总署公告2019年第39号
  /// (16 → 13, 10 → 9 %), 2026-01-01 增值税法. What an earlier rate rested on stands in its row.
  public static let china = VatRateTable(checked: generalRates + smallScaleRates + simpleMethodRates)

  private static func rows(
    _ itemClass: VatItemClass, _ taxpayer: TaxpayerKind, _ steps: [(from: (Int, Int, Int), percent: Int64, source: String)]
  ) -> [VatRate] {
    let days = steps.compactMap { Day(year: $0.from.0, month: $0.from.1, day: $0.from.2) }
    return zip(days, steps).enumerated().map { index, pair in
      let through = index + 1 < days.count ? days[index + 1].adding(days: -1) : nil
      return VatRate(
        itemClass, taxpayer, from: pair.0, through: through, rate: FixedPoint(mantissa: pair.1.percent, scale: 2).trimmed,
        source: pair.1.source)
    }
  }

  private static let cut2018 = "财税〔2018〕32号"
  private static let cut2019 = "财政部 税务总局 海关总署公告2019年第39号；2026 年起增值税法"

  private static let generalRates: [VatRate] = {
    let pilot2013 = "财税〔2013〕37号"
    let pilot2016 = "财税〔2016〕36号"
    var result: [VatRate] = []
    for (itemClass, from, source) in [(VatItemClass.goods, (2009, 1, 1), "增值税暂行条例（2008）"), (.leasing, (2013, 8, 1), pilot2013)] {
      result += rows(
        itemClass, .general, [(from, 17, source), ((2018, 5, 1), 16, cut2018), ((2019, 4, 1), 13, cut2019)])
    }
    result += rows(
      .lowRateGoods, .general,
      [((2009, 1, 1), 13, "增值税暂行条例（2008）"), ((2017, 7, 1), 11, "财税〔2017〕37号"), ((2018, 5, 1), 10, cut2018), ((2019, 4, 1), 9, cut2019)])
    let elevens: [(VatItemClass, (Int, Int, Int), String)] = [
      (.transport, (2013, 8, 1), pilot2013), (.post, (2014, 1, 1), "财税〔2013〕106号"), (.basicTelecom, (2014, 6, 1), "财税〔2014〕43号"),
      (.construction, (2016, 5, 1), pilot2016), (.realEstate, (2016, 5, 1), pilot2016),
    ]
    for (itemClass, from, source) in elevens {
      result += rows(itemClass, .general, [(from, 11, source), ((2018, 5, 1), 10, cut2018), ((2019, 4, 1), 9, cut2019)])
    }
    let sixes: [(VatItemClass, (Int, Int, Int), String)] = [
      (.modernServices, (2013, 8, 1), pilot2013), (.financialServices, (2016, 5, 1), pilot2016), (.lifeServices, (2016, 5, 1), pilot2016),
      (.intangibles, (2016, 5, 1), pilot2016),
    ]
    for (itemClass, from, source) in sixes { result += rows(itemClass, .general, [(from, 6, source + "；2026 年起增值税法")]) }
    return result + rows(.export, .general, [((2009, 1, 1), 0, "增值税暂行条例（2008）；2026 年起增值税法")])
  }()

  /// The classes whose small-scale sellers pay the ordinary levy rate and shared its reliefs; real estate had a rate of its own and is left to the company.
  private static let levyClasses: [(VatItemClass, (Int, Int, Int))] = [
    (.goods, (2009, 1, 1)), (.lowRateGoods, (2009, 1, 1)), (.leasing, (2013, 8, 1)), (.transport, (2013, 8, 1)), (.post, (2014, 1, 1)),
    (.construction, (2016, 5, 1)), (.modernServices, (2013, 8, 1)), (.lifeServices, (2016, 5, 1)), (.intangibles, (2016, 5, 1)),
  ]

  private static let smallScaleRates: [VatRate] = levyClasses.flatMap { itemClass, from in
    var result = rows(
      itemClass, .smallScale,
      [
        (from, 3, "征收率"), ((2020, 3, 1), 1, "财政部 税务总局公告2020年第13号"), ((2022, 4, 1), 0, "财政部 税务总局公告2022年第15号，免征"),
        ((2023, 1, 1), 1, "财政部 税务总局公告2023年第1号、第19号；2026 年第10号"), ((2028, 1, 1), 3, "增值税法；1% 的优惠到 2027-12-31"),
      ])
    if let last = result.popLast() {
      result.append(VatRate(itemClass, .smallScale, from: last.from, rate: last.rate, source: last.source, isPresumed: true))
    }
    return result
  }

  private static let simpleMethodRates: [VatRate] = levyClasses.flatMap { itemClass, from in
    // One levy rate since July 2014; which sales may use the method is not a question of the rate.
    rows(itemClass, .simpleMethod, [(from < (2014, 7, 1) ? (2014, 7, 1) : from, 3, "财税〔2014〕57号；2026 年起增值税法")])
  }
}
