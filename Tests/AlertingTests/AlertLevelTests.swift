// SPDX-License-Identifier: Apache-2.0
import Calendars
import Testing

@testable import Alerting

/// Sees: something better that is called news, something graver that is not, an order that does not follow the formula.
/// Does not see: whether a tenth is what people call material.
@Suite("What an alert says")
struct AlertLevelTests {
  @Test("graver, more than a tenth more money, a day a week nearer: news; the rest and everything better: none")
  func news() {
    let told = level(1_000, by: day("2027-01-11"))
    func isNews(_ now: AlertLevel) -> Bool { now.isWorse(than: told) }
    #expect(!isNews(told) && !isNews(level(1_100, by: day("2027-01-11"))) && isNews(level(1_101, by: day("2027-01-11"))))
    #expect(!isNews(level(10, by: day("2027-01-11"))), "better is no news")
    #expect(isNews(level(1_000, by: day("2027-01-04"))) && !isNews(level(1_000, by: day("2027-01-05"))))
    #expect(!isNews(level(1_000, by: day("2027-06-01"))), "later is better")
    #expect(isNews(level(1_000, .critical, by: day("2027-01-11"))) && !isNews(level(1_000, .info, by: day("2027-01-11"))))
    #expect(!isNews(level(nil, by: day("2027-01-11"))) && level(1).isWorse(than: level(nil)), "money where there was none")
    #expect(level(.min).money == .max && !level(.max).isWorse(than: level(.max - 1)))
  }

  @Test("where there is no money things are counted; where nothing can be counted other words are news")
  func withoutMoney() {
    #expect(level(count: 12).isWorse(than: level(count: 10)) && !level(count: 11).isWorse(than: level(count: 10)))
    #expect(!level(count: 2, words: "2 items").isWorse(than: level(count: 3, words: "3 items")), "one less")
    #expect(level(words: "b").isWorse(than: level(words: "a")) && !level(words: "a").isWorse(than: level(words: "a")))
    #expect(!level(by: day("2027-01-11"), words: "b").isWorse(than: level(by: day("2027-01-11"), words: "a")), "the day says enough")
  }

  @Test("better is what would be news the other way round")
  func better() {
    #expect(level(500).isBetter(than: level(1_000)) && !level(950).isBetter(than: level(1_000)))
    #expect(!level(500, .critical).isBetter(than: level(1_000)), "less money, but graver")
  }

  @Test("money counts in full on its day, half a fortnight ahead, a third four weeks ahead; a severity stands for money that is not there")
  func weight() {
    let today = day("2026-11-23")
    func rank(_ level: AlertLevel, _ key: String = "a") -> AlertRank { AlertRank(key: key, level, on: today, large: 50_000_000) }
    #expect(rank(level(900, by: today)).weight == 900 && rank(level(900, by: today.adding(days: -30))).weight == 900)
    #expect(rank(level(900, by: today.adding(days: 14))).weight == 450 && rank(level(900, by: today.adding(days: 28))).weight == 300)
    #expect(rank(level(1_040)).weight == 140, "no day is 90 days")
    #expect(rank(level(nil, .critical, by: today)).weight == 50_000_000)
    #expect(rank(level(nil, .warning, by: today)).weight == 5_000_000 && rank(level(nil, .info, by: today)).weight == 500_000)
    #expect(rank(level(.max, by: today)).weight == .max && rank(level(.max, by: Day(ordinal: .max))).weight >= 0)
    #expect(rank(level(1, .critical)) < rank(level(1_000, by: today)), "critical ones before all others")
    #expect(rank(level(1_000, by: today.adding(days: 70))) > rank(level(300, by: today)), "near before large")
    #expect(rank(level(5), "a") < rank(level(5), "b"))
  }
}
