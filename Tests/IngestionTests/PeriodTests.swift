// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Ingestion
import Testing

/// Sees days, months and amounts read otherwise than people in China write them.
@Suite("Days, periods and amounts in every writing")
struct PeriodTests {
  @Test(
    "A day",
    arguments: ["2026-11-22", "2026年11月22日", "2026/11/22", "20261122", "２０２６－１１－２２", "46348", "'2026-11-22", "2026.11.22 10:30"])
  func day(_ text: String) throws {
    let result = try read("收款单号,收款日期,客户,金额\nR1,\(text),C,1\n", .receipts)
    #expect(result.table["received_on"].day(0)?.description == "2026-11-22", "\(result.says())")
  }

  @Test("A day that does not exist is told, never moved", arguments: ["2026-02-30", "20260230", "2026年2月30日", "2026/13/01"])
  func noDay(_ text: String) throws {
    let result = try read("收款单号,收款日期,客户,金额\nR1,\(text),C,1\n", .receipts)
    #expect(result.says(.rejected) == ["2 import.date-does-not-exist"])
  }

  @Test("A month", arguments: ["2026-11", "202611", "2026年11月", "2026年11期", "2026/11", "2026-11-01", "11月", "十一月", "11期"])
  func month(_ text: String) throws {
    let result = try read("2026年度预算,,\n月份,指标,金额\n\(text),收入,1\n", .budgets)
    #expect(result.table["month"].month(0)?.description == "2026-11", "\(result.says())")
  }

  @Test("A month without a year, where no title names one, is told")
  func monthWithoutYear() throws {
    #expect(try read("月份,指标,金额\n11月,收入,1\n", .budgets).says(.rejected) == ["2 import.not-a-month"])
  }

  @Test(
    "The beginning of a period",
    arguments: [
      ("2026Q4", "2026-10-01"), ("2026-Q1", "2026-01-01"), ("2026年四季度", "2026-10-01"), ("2026年第2季度", "2026-04-01"),
      ("2026年下半年", "2026-07-01"), ("2026H1", "2026-01-01"), ("2026年11月", "2026-11-01"), ("2026年第47周", "2026-11-16"),
      ("2026年", "2026-01-01"), ("2026-11-22", "2026-11-22"),
    ])
  func period(_ text: String, _ first: String) throws {
    let result = try read("业务员,开始日期,目标金额\nE1,\(text),1\n", .quotas)
    #expect(result.table["starts_on"].day(0)?.description == first, "\(result.says())")
    #expect(try read("收款单号,收款日期,客户,金额\nR1,2026Q4,C,1\n", .receipts).says(.rejected) == ["2 import.not-a-date"])
  }

  @Test(
    "An amount",
    arguments: [
      ("1.2万", 1_200_000), ("(500)", -50_000), ("（５００）", -50_000), ("1,234.00元", 123_400), ("¥1,234", 123_400), ("￥1,234.5", 123_450),
      ("１２３４．５", 123_450), ("'500", 50_000), ("500-", -50_000), ("-500", -50_000), ("人民币500元整", 50_000), ("1.5E3", 150_000), ("-", 0),
    ] as [(String, Int64)])
  func amount(_ text: String, _ cents: Int64) throws {
    let result = try read("收款单号,收款日期,客户,金额\nR1,2026-11-22,C,\"\(text)\"\n", .receipts)
    #expect(result.table["amount"].integers == [cents], "\(result.says())")
  }
}
