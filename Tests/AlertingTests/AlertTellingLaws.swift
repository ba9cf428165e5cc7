// SPDX-License-Identifier: Apache-2.0
import Calendars
import Testing

@testable import Alerting

/// Random companies, three people, twenty thousand steps, against a reference that keeps everything that ever happened and decides by reading all of it.
/// Sees: a telling twice, a broken budget, a smaller sum told while a larger is left, a gap in the log, a state that the journal does not give again.
/// Does not see: rules that both get wrong.
@Suite struct AlertTellingLaws {
  private struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  /// What was seen of one key at each look since it was raised; the life is told again from the first look each time.
  private struct Diary {
    var looks: [(day: Day, seen: Observation?)] = []

    /// What the newest look has to write down.
    func expected() -> AlertTransition.Kind? {
      var (said, saidOn, noted): (AlertLevel?, Day, Day) = (nil, looks[0].day, looks[0].day)
      var gone: Day?
      var last: AlertTransition.Kind?
      for (day, seen) in looks {
        last = nil
        if let seen {
          guard let before = said else {
            if !seen.isFaint { (said, saidOn, noted, last) = (seen.level, day, day, .raised) }
            continue
          }
          if !seen.isFaint && seen.level.isWorse(than: before) {
            last = .worse
          } else if gone != nil {
            last = .back
          } else if before.isWorse(than: seen.level) && !seen.level.isWorse(than: before) && saidOn.distance(to: day) >= 7 {
            last = .eased
          }
          if last == .worse || last == .eased { (said, saidOn) = (seen.level, day) }
          if last != nil { (noted, gone) = (day, nil) }
        } else if said != nil {
          if let since = gone {
            if day > since { (said, gone, last) = (nil, nil, .recovered) }
          } else if day > noted {
            (gone, last) = (day, .gone)
          }
        }
      }
      return last
    }
  }

  private struct Teller {
    var notes = AlertNotes()
    var sees: (String) -> Bool
    /// Every telling there ever was.
    var heard: [(key: String, mark: Int64, day: Day, isDigest: Bool)] = []
    /// How often somebody put which news off.
    var putOff: [String: Int] = [:]
  }

  @Test("twenty thousand steps", arguments: [UInt64(1), 2, 3, 4])
  func steps(seed: UInt64) {
    var chance = Chance(state: seed)
    var (book, diaries, world) = (LifeBook(), [String: Diary](), [String: Observation]())
    var tellers = [Teller { _ in true }, Teller { $0 < "k5" }, Teller { $0 >= "k4" }]
    var today = day("2026-01-05")
    var moment = nine(today)
    var problems: [String] = []
    for step in 0..<5_000 {
      Self.change(&world, today, &chance)
      if Int.random(in: 0..<6, using: &chance) == 0 {
        today = today.adding(days: Int.random(in: 1...3, using: &chance))
        moment = nine(today)
      }
      let found = book.look(world.values.sorted { $0.key < $1.key }, on: today)
      problems += Self.check(found, &diaries, world, today)
      for one in found where one.kind == .recovered { for place in tellers.indices { tellers[place].notes.forget(one.key) } }
      if Int.random(in: 0..<2, using: &chance) == 0 { Self.act(&tellers, book.lives, today, &chance) }
      for place in tellers.indices { problems += Self.pass(&tellers[place], book, today, moment, digest: step % 3 == 0) }
      if !problems.isEmpty { break }
    }
    #expect(problems.isEmpty, "seed \(seed): \(problems.prefix(3))")
    #expect(book.reread == book.lives, "the journal gives the same state")
    let news = book.journal.flatMap(\.transitions).filter(\.kind.isNews).count
    #expect(news > 200 && tellers.allSatisfy { $0.heard.count > 50 }, "\(news) news, \(tellers.map(\.heard.count)) heard")
  }

  private static func change(_ world: inout [String: Observation], _ today: Day, _ chance: inout Chance) {
    let key = "k\(Int.random(in: 0..<9, using: &chance))"
    if Int.random(in: 0..<3, using: &chance) == 0 { return world[key] = nil }
    let severity: AlertSeverity = [.info, .warning, .warning, .critical][Int.random(in: 0..<4, using: &chance)]
    let money: Int64? = Int.random(in: 0..<8, using: &chance) == 0 ? nil : Int64.random(in: 1...40, using: &chance) * 100
    let urgentBy = Bool.random(using: &chance) ? today.adding(days: Int.random(in: -5...40, using: &chance)) : nil
    world[key] = Observation(
      key: key, code: "test", level: level(money, severity, by: urgentBy, words: "\(Int.random(in: 0..<3, using: &chance))"),
      isFaint: Int.random(in: 0..<10, using: &chance) == 0)
  }

  /// The log is complete: what is written down is what the reference finds, and everything that is there has a life.
  private static func check(
    _ found: [AlertTransition], _ diaries: inout [String: Diary], _ world: [String: Observation], _ today: Day
  ) -> [String] {
    var problems: [String] = []
    for number in 0..<9 {
      let key = "k\(number)"
      let seen = world[key]
      if diaries[key] == nil && (seen == nil || seen?.isFaint == true) { continue }
      diaries[key, default: Diary()].looks.append((today, seen))
      let (mine, theirs) = (found.first { $0.key == key }?.kind, diaries[key]?.expected())
      if mine != theirs { problems.append("\(key) on \(today): \(mine.map { "\($0)" } ?? "–"), expected \(theirs.map { "\($0)" } ?? "–")") }
      if theirs == .recovered { diaries[key] = nil }
    }
    return problems
  }

  private static func act(_ tellers: inout [Teller], _ lives: AlertLives, _ today: Day, _ chance: inout Chance) {
    let place = Int.random(in: 0..<tellers.count, using: &chance)
    guard let life = lives.all.randomElement(using: &chance), tellers[place].sees(life.key) else { return }
    switch Int.random(in: 0..<5, using: &chance) {
    case 0: tellers[place].notes.acknowledge(life)
    case 1:
      tellers[place].notes.snooze(life, until: today.adding(days: Int.random(in: 1...5, using: &chance)))
      tellers[place].putOff["\(life.key) \(life.mark)", default: 0] += 1
    case 2: tellers[place].notes.reopen(life.key)
    default: break
    }
  }

  private static func pass(_ teller: inout Teller, _ book: LifeBook, _ today: Day, _ moment: Moment, digest: Bool) -> [String] {
    let candidates = book.lives.all.filter { $0.goneOn == nil && teller.sees($0.key) }
      .map { AlertBudget.Candidate($0, $0.level, on: today, large: 100_000) }
    let hour = digest ? nine(today) : nil
    let owed = hour.map { teller.notes.isDigestDue(on: today, from: $0) } ?? false
    let decision = AlertBudget.standard.decide(candidates.reversed(), teller.notes, on: today, digestFrom: hour)
    var problems: [String] = []
    for told in decision.now {
      for left in decision.left where told.rank.isCritical == left.rank.isCritical && told.rank.weight < left.rank.weight {
        problems.append("\(told.life.key) is told, \(left.life.key) with more money is left")
      }
    }
    if decision.digest.map(\.money) != decision.digest.map(\.money).sorted(by: >) {
      problems.append("a digest does not begin with the largest sum")
    }
    let waiting = candidates.filter { teller.notes.waits(for: $0.life, on: today) }.map(\.life.key)
    if !decision.isEmpty {
      teller.notes.pass(
        decision.now.map(\.life), hasDigest: !decision.digest.isEmpty, through: book.lives.newestMark, on: today, at: moment)
    }
    for (told, isDigest) in [(decision.now, false), (decision.digest, true)] {
      for life in told.map(\.life) {
        teller.heard.append((life.key, life.mark, today, isDigest))
        let times = teller.heard.filter { $0.key == life.key && $0.mark == life.mark }.count
        if times > 1 + (teller.putOff["\(life.key) \(life.mark)"] ?? 0) {
          problems.append("\(life.key) is told again, and nothing changed")
        }
      }
    }
    let atOnce = teller.heard.filter { !$0.isDigest }
    if atOnce.filter({ $0.day == today }).count > 3 { problems.append("more than three on \(today)") }
    if atOnce.filter({ $0.day > today.adding(days: -7) }).count > 5 { problems.append("more than five in the week to \(today)") }
    let chosen = Set((decision.now + decision.digest).map(\.life.key))
    let rest = candidates.filter { teller.notes.waits(for: $0.life, on: today) }.map(\.life)
    if Set(rest.map(\.key)) != Set(waiting).subtracting(chosen) {
      problems.append("somebody was told \(chosen) and waits for \(rest.map(\.key))")
    }
    for life in rest {
      if teller.notes.isFresh(life, on: today) { problems.append("\(life.key) is left, and would be told at once tomorrow") }
      if owed, !decision.left.contains(where: { $0.life.key == life.key }) { problems.append("\(life.key) is not in the digest") }
    }
    return problems
  }
}
