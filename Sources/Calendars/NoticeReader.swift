// SPDX-License-Identifier: Apache-2.0

/// One reading of one notice: walks the clauses, collects days and findings.
struct NoticeReader {
  private let text: String
  private let givenYear: Int?
  private var off: [Day] = []
  private var work: [Day] = []
  private var findings: [NoticeFinding] = []

  init(text: String, year: Int?) {
    self.text = NoticeReader.folded(text)
    self.givenYear = year
  }

  mutating func read() -> HolidayNotice.Reading {
    guard let year = givenYear ?? headingYear(), (1990...9000).contains(year) else {
      report(.yearMissing, "", "no heading such as 2026年部分节假日安排, and no year was given")
      return HolidayNotice.Reading(year: nil, findings: findings)
    }
    for clause in text.split(whereSeparator: { $0 == "。" || $0.isNewline || $0 == ";" }) {
      read(clause: String(clause), year: year)
    }
    guard !off.isEmpty else {
      report(.nothingFound, "", "no clause with 放假 holds a date")
      return HolidayNotice.Reading(year: nil, findings: findings)
    }
    let result = HolidayYear(
      year: year, status: .published, source: "国务院办公厅关于\(year)年部分节假日安排的通知", daysOff: off, makeUpDays: work)
    checkWhole(result)
    return HolidayNotice.Reading(year: result, findings: findings)
  }

  // MARK: Clauses

  private mutating func read(clause: String, year: Int) {
    // 放假 and 上班 may share a clause where somebody retyped the notice with commas.
    let hasOff = clause.contains("放假")
    let hasWork = clause.contains("上班")
    let tokens = NoticeTokens.scan(clause)
    guard hasOff || hasWork else { return }
    guard tokens.contains(where: { $0.isDate }) else {
      // The letter's own sentences speak of 放假 without a day.
      if clause.contains(":"), !clause.hasSuffix(":") {
        report(.clauseNotRead, clause, "a clause with a colon and no date in it")
      }
      return
    }
    var context = (year: year, month: 0)
    var pending: [Day] = []
    var rangeStart: Day?
    var offBefore = off.count
    for token in tokens {
      switch token {
      case .date(let statedYear, let month, let dayOfMonth):
        if let statedYear { context.year = statedYear }
        if let month { context.month = month }
        guard let day = Day(year: context.year, month: context.month, day: dayOfMonth) else {
          report(.dayDoesNotExist, clause, "\(context.year)-\(context.month)-\(dayOfMonth) does not exist")
          rangeStart = nil
          continue
        }
        append(day, since: &rangeStart, to: &pending, clause)
      case .to:
        rangeStart = pending.last
      case .weekday(let stated):
        guard let day = pending.last, day.weekday != stated else { continue }
        report(
          .weekdayDiffers, day.description, "the notice says weekday \(stated), the calendar \(day.weekday)")
      case .off:
        offBefore = off.count
        off += pending
        pending = []
      case .work:
        for day in pending where day.weekday <= 5 {
          report(.makeUpDayOnWeekday, day.description, "a Monday to Friday is worked anyway")
        }
        work += pending
        pending = []
      case .count(let stated):
        let found = off.count - offBefore
        if found > 0, found != stated {
          report(.dayCountDiffers, clause, "the notice says \(stated) days, its dates are \(found)")
        }
      case .advice:
        pending = []
      }
    }
    if !pending.isEmpty { report(.clauseNotRead, clause, "dates are followed by neither 放假 nor 上班") }
  }

  private mutating func append(_ day: Day, since start: inout Day?, to pending: inout [Day], _ clause: String) {
    guard let first = start else {
      pending.append(day)
      return
    }
    start = nil
    guard first < day, first.distance(to: day) <= 30 else {
      report(.clauseNotRead, clause, "from \(first) to \(day) is no holiday")
      return
    }
    pending += (1...first.distance(to: day)).map { first.adding(days: $0) }
  }

  // MARK: The whole

  private mutating func checkWhole(_ result: HolidayYear) {
    let festivals: [Festival] = [
      .newYearsDay, .springFestival, .clearBrightness, .labourDay, .dragonBoat, .midAutumn, .nationalDay,
    ]
    for festival in festivals {
      guard let day = festival.day(in: result.year), !off.contains(day) else { continue }
      report(.festivalMissing, festival.chineseName, "\(day) is not among the days off")
    }
    let net = result.weekdaysOff.count - result.makeUpDays.count
    let expected = HolidayYear.statutoryDayCount(result.year)
    if net != expected {
      report(
        .balanceDiffers, String(result.year),
        "weekdays off less make-up days are \(net); the law gives \(expected) days")
    }
  }

  private func headingYear() -> Int? {
    guard let mark = text.firstRange(of: "年部分节假日") else { return nil }
    return Int(text[..<mark.lowerBound].suffix(4))
  }

  private mutating func report(_ code: NoticeFinding.Code, _ subject: String, _ detail: String) {
    findings.append(NoticeFinding(code: code, subject: String(subject.prefix(200)), detail: detail))
  }

  /// Full-width digits and punctuation to ASCII, blanks dropped, 号 after a number as 日.
  private static func folded(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20, 0x09, 0xA0, 0x3000, 0xFEFF, 0x200B: continue
      case 0xFF01...0xFF5E: result.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
