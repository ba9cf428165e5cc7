// SPDX-License-Identifier: Apache-2.0
import Calendars
import Testing

@testable import Alerting

/// Sees: a second alarm for a figure that swings, news that gets lost, a life that a rereading of the journal tells otherwise.
/// Does not see: who is told, and when.
@Suite("The life of an alert")
struct AlertLifeStories {
  private let monday = day("2026-11-23")

  @Test("it is raised once; worse is told, better is not")
  func worse() {
    var book = LifeBook()
    #expect(book.look(level(1_000), on: monday) == [.raised])
    #expect(book.look(level(1_000), on: monday) == [] && book.look(level(1_050), on: monday) == [])
    #expect(book.look(level(1_101), on: monday) == [.worse], "small steps add up: compared with what was said, not with a moment ago")
    #expect(book.lives["a"]?.isWorse == true && book.lives["a"]?.mark == 2)
    #expect(book.look(level(400), on: monday) == [] && book.look(level(1_100), on: monday) == [], "down and up again is no news")
    #expect(book.reread == book.lives)
  }

  @Test("a figure that swings around its threshold is one alert")
  func swings() {
    var book = LifeBook()
    _ = book.look(level(1_000), on: monday)
    for _ in 0..<100 {
      #expect(book.look(nil, on: monday) == [] && book.look(level(1_000), on: monday) == [], "within the day nothing is written down")
    }
    var written = 0
    for later in 1...30 {
      for _ in 0..<20 {
        written += book.look(nil, on: monday.adding(days: later)).count + book.look(level(1_000), on: monday.adding(days: later)).count
      }
    }
    #expect(written == 60, "gone and back, once a day")
    #expect(book.journal.flatMap(\.transitions).filter(\.kind.isNews).count == 1)
    #expect(book.reread == book.lives)
  }

  @Test("what has stayed away for a day has recovered, and comes again as new")
  func recovers() {
    var book = LifeBook()
    _ = book.look(level(1_000), on: monday)
    #expect(book.look(nil, on: monday.adding(days: 1)) == [.gone] && book.lives["a"]?.goneOn == monday.adding(days: 1))
    #expect(book.look(nil, on: monday.adding(days: 1)) == [], "not yet over")
    #expect(book.look(nil, on: monday.adding(days: 2)) == [.recovered] && book.lives.isEmpty)
    #expect(book.look(level(10), on: monday.adding(days: 2)) == [.raised])
    #expect(book.reread == book.lives)
  }

  @Test("under its threshold but over its recovery share it lives on; it does not begin there")
  func faint() {
    var book = LifeBook()
    #expect(book.look(level(1_000), on: monday, isFaint: true) == [])
    #expect(book.look(level(1_000), on: monday) == [.raised])
    for later in 1...5 { #expect(book.look(level(9_000), on: monday.adding(days: later), isFaint: true) == []) }
    #expect(book.look(level(1_000), on: monday.adding(days: 6)) == [])
  }

  @Test("what has been better for a week is measured from there")
  func eases() {
    var book = LifeBook()
    _ = book.look(level(1_000), on: monday)
    #expect(book.look(level(100), on: monday.adding(days: 6)) == [])
    #expect(book.look(level(100), on: monday.adding(days: 7)) == [.eased] && book.lives["a"]?.mark == 1, "no news")
    #expect(book.look(level(500), on: monday.adding(days: 8)) == [.worse])
    #expect(book.reread == book.lives)
  }

  @Test("a day that goes backwards ends nothing")
  func backwards() {
    var book = LifeBook()
    _ = book.look(level(1_000), on: monday)
    #expect(book.look(nil, on: monday.adding(days: -400)) == [])
  }
}
