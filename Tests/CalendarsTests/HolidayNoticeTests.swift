// SPDX-License-Identifier: Apache-2.0

import Calendars
import Testing

private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

/// Sees a notice read otherwise than the built-in table of its year. Texts follow the form of the notices of five years.
@Suite("A pasted notice")
struct HolidayNoticeTests {
  static let notice2026 = """
    国务院办公厅关于2026年部分节假日安排的通知
    各省、自治区、直辖市人民政府：
    现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下：
    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
    三、清明节：4月4日（周六）至6日（周一）放假，共3天。
    四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
    五、端午节：6月19日（周五）至21日（周日）放假，共3天。
    六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
    七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
    """

  static let notice2024 = """
    关于２０２４年部分节假日安排的通知
    一、元旦：1月1日放假，与周末连休。
    二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
    三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
    四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
    五、端午节：6月10日放假，与周末连休。
    六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
    七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
    """

  static let notice2023 = """
    关于2023年部分节假日安排的通知
    一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
    二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
    三、清明节：4月5日放假，共1天。
    四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
    五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
    六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
    """

  @Test(
    "gives the same year as the built-in table, without a finding",
    arguments: [(2026, notice2026), (2024, notice2024), (2023, notice2023)])
  func sameAsBuiltIn(year: Int, text: String) throws {
    let reading = HolidayNotice.read(text)
    let builtIn = try #require(HolidayYear.published.first { $0.year == year })
    #expect(reading.year == builtIn)
    #expect(reading.findings.isEmpty, "\(reading.findings)")
  }

  @Test("turns a presumed year into a published one")
  func extends() throws {
    // Not a real notice: 2027's was not published when this was written.
    let text = """
      2027年部分节假日安排：
      一、元旦：1月1日（周五）至3日（周日）放假，共3天。
      二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月20日（周六）上班。
      三、清明节：4月5日（周一）放假1天。
      四、劳动节：5月1日（周六）至4日（周二）放假。
      五、端午节：6月9日（周三）放假1天，不调休。
      六、中秋节：9月15日（周三）放假1天。
      七、国庆节：10月1日（周五）至5日（周二）放假，共5天。
      """
    let reading = HolidayNotice.read(text)
    #expect(reading.findings.isEmpty, "\(reading.findings)")
    let calendar = WorkingDays.china.extended(with: try #require(reading.year))
    #expect(calendar.status(of: 2027) == .published)
    #expect(calendar.isWorkday(try day("2027-02-20")))
    #expect(!calendar.isWorkday(try day("2027-02-11")))
    #expect(calendar.workdays(in: try day("2027-01-01")...day("2027-12-31")) == 248)
  }

  private func codes(_ text: String, year: Int? = 2026) -> [NoticeFinding.Code] {
    HolidayNotice.read(text, year: year).findings.map(\.code)
  }

  @Test("says where weekday, number of days or the calendar disagree")
  func disagreements() {
    #expect(codes("春节：2月15日（周一）至23日放假，共9天。").contains(.weekdayDiffers))
    #expect(codes("春节：2月15日至23日放假，共8天。").contains(.dayCountDiffers))
    #expect(codes("春节：2月30日放假。").contains(.dayDoesNotExist))
    #expect(codes("元旦：1月1日放假。1月5日（周一）上班。").contains(.makeUpDayOnWeekday))
    #expect(codes("元旦：1月1日放假。1月4日。").contains(.festivalMissing))
    #expect(codes("元旦：1月1日放假，1月4日。").contains(.clauseNotRead))
    #expect(codes("元旦：一月一日放假。").contains(.clauseNotRead))
    #expect(codes("国庆节：10月7日至1日放假。").contains(.clauseNotRead))
  }

  @Test("a clause that was lost shows in the balance and by name")
  func lostClause() {
    let text = Self.notice2026.split(separator: "\n").filter { !$0.contains("端午节：") }.joined(separator: "\n")
    let reading = HolidayNotice.read(text)
    #expect(reading.findings.map(\.code) == [.festivalMissing, .balanceDiffers])
    #expect(reading.findings.first?.subject == "端午节")
  }

  @Test("without a year or a day there is no table, and a finding")
  func nothing() {
    for text in ["", "放假", "春节：2月15日放假。", "\u{0}\u{FFFD}日月年", String(repeating: "9", count: 200_000)] {
      let reading = HolidayNotice.read(text)
      #expect(reading.year == nil)
      #expect(reading.findings.map(\.code) == [.yearMissing])
    }
    #expect(codes("没有日期的文字") == [.nothingFound])
  }

  @Test("no text ends the program, and a table holds only days of the right side of the week (1,000 texts)")
  func anyText() {
    let words = [
      "放假", "放假", "上班", "鼓励", "5月1日", "2月14日", "1月", "2日", "31日", "99月", "至", "（周", "一）", "日", "年", "2026",
      "99999999999999", "共",
      "3天", "。", "\n",
      "：", "、", "星期", "春节", "月", "-",
    ]
    var state: UInt64 = 5
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    var tables = 0
    for _ in 0..<1000 {
      let text = (0..<next(30)).map { _ in words[next(words.count)] }.joined()
      let reading = HolidayNotice.read(text, year: 2026)
      guard let table = reading.year else { continue }
      tables += 1
      #expect(table.weekdaysOff.allSatisfy { $0.weekday <= 5 }, "\(text)")
      #expect(table.makeUpDays.allSatisfy { $0.weekday > 5 }, "\(text)")
      #expect(!reading.findings.isEmpty, "\(text)")
    }
    #expect(tables > 30)
  }
}
