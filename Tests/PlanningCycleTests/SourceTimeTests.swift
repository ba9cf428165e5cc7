// SPDX-License-Identifier: Apache-2.0
import Calendars
import Testing

@testable import PlanningCycle

/// When sources are read, when they are late, and how long one that fails waits.
/// Sees: a run that comes early, twice or never, a holiday that counts as a workday, a storm of attempts. Does not see: the thread that reads.
@Suite struct SourceTimeTests {
  private func at(_ text: String, _ minute: Int) -> Moment { Moment.inChina(day(text), minute: minute) }
  private let isWorkday: (Day) -> Bool = { WorkingDays.china.isWorkday($0) }

  @Test("every fifteen minutes counts from the beginning of the run before")
  func interval() {
    let schedule = SourceSchedule(.every(minutes: 15))
    #expect(schedule.next(after: at("2026-11-23", 600), isWorkday: isWorkday) == at("2026-11-23", 615))
    #expect(schedule.next(after: at("2026-11-23", 1_430), isWorkday: isWorkday) == at("2026-11-24", 5), "over midnight in China")
  }

  @Test("a time of the day is that of China, today or tomorrow")
  func daily() {
    let schedule = SourceSchedule(.daily(minute: 390))
    #expect(schedule.next(after: at("2026-11-23", 389), isWorkday: isWorkday) == at("2026-11-23", 390))
    #expect(schedule.next(after: at("2026-11-23", 390), isWorkday: isWorkday) == at("2026-11-24", 390))
  }

  @Test("on workdays only: Friday evening leads to Monday, and a make-up Saturday is a workday")
  func workdays() {
    let often = SourceSchedule(.every(minutes: 60), isWorkdaysOnly: true)
    #expect(often.next(after: at("2026-11-27", 1_400), isWorkday: isWorkday) == at("2026-11-30", 0), "the first minute of Monday")
    #expect(often.next(after: at("2026-11-27", 600), isWorkday: isWorkday) == at("2026-11-27", 660))
    let daily = SourceSchedule(.daily(minute: 390), isWorkdaysOnly: true)
    let makeUp = day("2026-11-28")
    #expect(daily.next(after: at("2026-11-27", 400), isWorkday: { $0 == makeUp || self.isWorkday($0) }) == at("2026-11-28", 390))
  }

  @Test("late is one missed run more, and no less than ten minutes; two hours for a daily one")
  func late() {
    let began = at("2026-11-23", 600)
    #expect(SourceSchedule(.every(minutes: 1)).late(after: began, isWorkday: isWorkday) == at("2026-11-23", 611))
    #expect(SourceSchedule(.every(minutes: 60)).late(after: began, isWorkday: isWorkday) == at("2026-11-23", 720))
    #expect(SourceSchedule(.daily(minute: 390)).late(after: began, isWorkday: isWorkday) == at("2026-11-24", 510))
  }

  @Test("times of the day are read strictly and written with two digits")
  func clocks() {
    #expect(SourceSchedule.minute("06:30") == 390 && SourceSchedule.minute("6:05") == 365 && SourceSchedule.minute("00:00") == 0)
    for wrong in ["24:00", "06:60", "0630", "6", "", "06:30:00", "-1:00", "六:30"] {
      #expect(SourceSchedule.minute(wrong) == nil, "\(wrong)")
    }
    #expect(SourceSchedule.clock(365) == "06:05")
    #expect(SourceSchedule(.daily(minute: 390), isWorkdaysOnly: true).words == BilingualText("工作日 06:30", "at 06:30 on workdays"))
  }

  @Test("a server that is away is asked after half a minute, a minute, two … thirty; a wrong password after thirty at once")
  func retries() {
    let delays = (1...10).map { SourceRetry.delay(failures: $0, isTransient: true) / 1000 }
    #expect(delays == [30, 60, 120, 240, 480, 960, 1_800, 1_800, 1_800, 1_800])
    #expect(SourceRetry.delay(failures: 1, isTransient: false) == 1_800_000)
    #expect(SourceRetry.delay(failures: .max, isTransient: true) == 1_800_000)
  }
}
