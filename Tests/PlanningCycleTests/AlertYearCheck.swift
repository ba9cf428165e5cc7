// SPDX-License-Identifier: Apache-2.0
import Alerting
import Calendars
import Journal

@testable import PlanningCycle

/// Reads the events of a year and nothing else: what was raised, who was told, and whether that is what was promised.
struct AlertYearCheck {
  struct News: Equatable {
    let event: Int64
    let day: Day
    let kind: String
    let key: String
  }

  struct Told: Equatable {
    let event: Int64
    let day: Day
    let person: Int64
    let atOnce: [String]
    let digest: [String]
  }

  var news: [News] = []
  var told: [Told] = []

  init(_ events: [Event]) {
    for event in events {
      guard let day = event.payload["day"]?.day else { continue }
      switch event.kind {
      case AlertLedger.changed:
        for one in event.payload["transitions"]?.list ?? [] {
          news.append(
            News(
              event: event.sequence, day: day, kind: one["kind"]?.text ?? "",
              key: one["key"]?.text ?? ""))
        }
      case AlertLedger.told:
        for one in event.payload["people"]?.list ?? [] {
          func keys(_ name: String) -> [String] { (one[name]?.list ?? []).compactMap(\.text) }
          told.append(
            Told(
              event: event.sequence, day: day, person: one["person"]?.integer ?? 0,
              atOnce: keys("now"), digest: keys("digest")))
        }
      default: break
      }
    }
  }

  /// Everything that is not as promised, in words.
  func problems(_ plants: [Planted], told person: Int64, perDay: Int = 3, perWeek: Int = 5)
    -> [String]
  {
    plants.flatMap { missing($0, person) }
      + people.flatMap { excess($0, perDay, perWeek) + repeated($0) }
  }

  private var people: [Int64] { Swift.Set(told.map(\.person)).sorted() }

  /// A plant has its alert in time, and that was told.
  private func missing(_ plant: Planted, _ person: Int64) -> [String] {
    let after = 0...plant.within
    let raised = news.first {
      ["raised", "worse"].contains($0.kind) && $0.key.hasPrefix(plant.expects)
        && after.contains(plant.on.distance(to: $0.day))
        && isTo(person, $0.key)
    }
    guard let raised else {
      let others = news.filter { $0.kind == "raised" && after.contains(plant.on.distance(to: $0.day)) }.map(\.key)
      return ["not alerted: \(plant.name), but \(others.isEmpty ? "nothing" : others.joined(separator: ", "))"]
    }
    // A digest waits for the next workday.
    let isTold = told.contains {
      $0.person == person && $0.event > raised.event && raised.day.distance(to: $0.day) <= 10
        && ($0.atOnce + $0.digest).contains(raised.key)
    }
    return isTold ? [] : ["nobody was told: \(plant.name), \(raised.key)"]
  }

  private func isTo(_ person: Int64, _ key: String) -> Bool {
    !key.contains("@") || key.hasSuffix("@\(person)")
  }

  private func excess(_ person: Int64, _ perDay: Int, _ perWeek: Int) -> [String] {
    let own = told.filter { $0.person == person && !$0.atOnce.isEmpty }
    return own.flatMap { last -> [String] in
      func count(_ days: Int) -> Int {
        own.filter { (0..<days).contains($0.day.distance(to: last.day)) }.reduce(0) {
          $0 + $1.atOnce.count
        }
      }
      return [(count(1), perDay, "a day"), (count(7), perWeek, "a week")].filter { $0.0 > $0.1 }.map {
        "\(person) was told \($0.0) at once in \($0.2) that ends on \(last.day)"
      }
    }
  }

  /// Between two tellings of the same lies news of it.
  private func repeated(_ person: Int64) -> [String] {
    var last: [String: Int64] = [:]
    var found: [String] = []
    for one in told where one.person == person {
      for key in one.atOnce + one.digest {
        if let before = last[key],
          !news.contains(where: {
            $0.key == key && ["raised", "worse"].contains($0.kind) && $0.event > before
              && $0.event < one.event
          })
        {
          found.append("\(person) was told twice of \(key), on \(one.day)")
        }
        last[key] = one.event
      }
    }
    return found
  }
}
