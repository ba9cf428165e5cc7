// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce

/// What the plan takes as given: shares, lags and lines, each with its reason.
enum Drivers {
  static func table(_ timeline: DemoTimeline, _ payroll: Payroll, _ receivables: Receivables) -> FactTable {
    var rows = FactRows(
      .drivers, "name item department territory month value unit reason")
    func add(
      _ name: String, _ value: Double, _ unit: String, _ reason: String, department: String? = nil, from month: Month? = nil
    ) {
      rows.add([
        .text(name), nil, department.map { .text($0) }, nil, month.map { .month($0) }, .price(value), .text(unit), .text(reason),
      ])
    }
    add("minimum_cash", Double(Financing.minimumCash) / 100, "元", "董事会决议：可用资金最低线")
    add("social_insurance_rate", Payroll.socialRate, "比例", "单位五险一金占工资")
    add("employee_contribution_rate", 0.185, "比例", "个人五险一金占缴费基数")
    add("wage_tax_withheld", 1, "是/否", "发薪时代扣个人所得税")
    add("special_deduction", 1_500, "元/人·月", "人均专项附加扣除")
    for limit in limits(timeline) { add(limit.name, limit.value, "元/人", "缴费基数，每年七月调整", from: limit.july) }
    add("bonus_months", Payroll.bonusMonths, "月", "年终奖月数，春节前十二天发放")
    add("bonus_days_before_spring_festival", 12, "天", "年终奖发放日")
    add("salary_pay_day", 15, "日", "次月发放上月工资")
    add("social_insurance_pay_day", 20, "日", "次月缴纳上月五险一金")
    add("tax_pay_day", 15, "日", "增值税、附加及所得税次月申报缴纳")
    add("vat_rate", 0.13, "比例", "货物销售与采购")
    add("surcharge_rate", 0.12, "比例", "城建税 7%、教育费附加 3%、地方教育附加 2%")
    add("income_tax_rate", 0.15, "比例", "高新技术企业")
    add("expected_growth", Seasons.yearlyGrowth, "比例", "销量年增长")
    add("raise_rate", 0.04, "比例", "年度调薪")
    add("bill_deposit_share", 0.30, "比例", "开出承兑的保证金")
    add("bill_discount_rate", 0.024, "年利率", "银行承兑贴现")
    add("bill_endorse_share", 0.50, "比例", "收到的承兑用于背书")
    add("bill_discount_share", 0.14, "比例", "收到的承兑用于贴现")
    add("own_bill_share", 0.24, "比例", "供应商货款以开出承兑支付")
    add("freight_share_of_revenue", 0.019, "比例", "运费占不含税收入", department: "BM04")
    add("storage_rate", 0.001, "比例/月", "仓储与保险占月初存货", department: "BM04")
    add("advertising_share_of_revenue", 0.016, "比例", "广告与推广占不含税收入", department: "BM08")
    add("conversion_cost_rate", Catalogue.conversionRate, "比例", "制造费用占材料成本")
    add("dividend", Double(DemoCompany.dividend) / 100, "元", "每年五月分红")
    for (month, share) in [0.75, 0.23, 0.02].enumerated() {
      add("delivery_profile_\(month)", share, "比例", "订单后第 \(month) 月发货")
    }
    for (month, share) in receivables.collectionProfile(region: nil).enumerated() {
      add("collection_profile_\(month)", share, "比例", "开票后第 \(month) 月回款，按过去两年实绩")
    }
    for (region, territory) in Customers.regions.enumerated() {
      for (month, share) in receivables.collectionProfile(region: region).enumerated() {
        rows.add([
          .text("collection_profile_\(month)"), nil, nil, .text(territory.code), nil, .price(share),
          .text("比例"),
          .text(territory.name + "：开票后第 \(month) 月回款"),
        ])
      }
    }
    for (number, department) in Department.all.enumerated() {
      add("expense_per_head", Double(department.perHead), "元/人·月", "差旅、办公、通讯", department: department.code)
      let stored = department.code == "BM04" ? Self.storage : 0
      add("fixed_expense", Double(department.fixed) - stored, "元/月", "租金、能源、检测等", department: department.code)
      if department.revenueShare > 0 {
        add(
          "expense_share_of_revenue", department.revenueShare, "比例", "随收入变动的费用", department: department.code)
      }
      add(
        "headcount", Double(payroll.people(number, timeline.today.monthOf)), "人", "当月编制",
        department: department.code)
      add(
        "monthly_salary", Double(payroll.salary(number, timeline.today.year)), "元", "当年人均月薪",
        department: department.code)
    }
    return rows.table
  }

  /// Yuan a month of the warehouse's spending that follows stock: a thousandth of some forty million.
  private static let storage = 40_000.0

  /// Floor and ceiling of 五险一金: a place sets them anew each July.
  private static func limits(_ timeline: DemoTimeline) -> [(name: String, value: Double, july: Month)] {
    [(-1, 4_780.0, 26_900.0), (0, 4_900, 28_200), (1, 5_050, 29_600)].flatMap { year, floor, ceiling in
      let july = Month(year: timeline.today.year + year, month: 7)
      return [("social_floor", floor, july), ("social_ceiling", ceiling, july)]
    }
  }
}
