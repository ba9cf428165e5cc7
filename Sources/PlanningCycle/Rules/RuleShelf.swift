// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Planning

/// What each rule found last, so that a change looks only at what it moved. Belongs to whoever holds the turn, as the workspace does; shared with
/// its readers.
final class RuleShelf {
  struct Key: Hashable {
    let rule: Int64
    let savedIn: Int64
    /// nil for the company.
    let viewer: PlanSight.Key?
  }

  struct Entry {
    /// The day of the calendar: the planning day follows from it and the facts.
    let day: Day
    var revision: Int64
    /// The plan was derived from facts, a forecast or a model in this event.
    let derivedIn: Int64
    /// Imports it was made after, where it rests on facts alone; nil for figures of the plan.
    let imports: Int?
    /// nil for what looks at no figure of the plan.
    let targets: RuleTargets?
    /// By place of the targets; one list without.
    var hits: [[Alert]]
  }

  /// Findings that are kept; with more of them all are looked for anew.
  private static let limit = 4_000

  private(set) var entries: [Key: Entry] = [:]
  /// Why a rule rests, by the event it was saved with.
  private var rests: [Int64: RuleRest?] = [:]
  private var restsAre = (people: Int64(-1), derived: Int64(-1))
  private var notHandedIn: (revision: Int64, day: Day, byRule: [Key: [MissingForm]]) = (
    -1, Day(ordinal: 0), [:]
  )
  private var owed: (derivedIn: Int64, byCustomer: [String: Int64])?
  /// Places that were looked at since the beginning.
  private(set) var looked = 0

  func entry(_ key: Key) -> Entry? { entries[key] }

  /// What a reader of an earlier revision found does not replace what is known of a later one.
  func keep(_ entry: Entry, _ key: Key) {
    if let known = entries[key], known.derivedIn == entry.derivedIn, known.day == entry.day, known.revision > entry.revision { return }
    if entries.count >= Self.limit, entries[key] == nil { entries = [:] }
    entries[key] = entry
  }

  func count(_ places: Int) { looked += places }

  /// Why a rule rests, as long as neither people nor what the plan is made from changed.
  func rest(_ rule: AlertRule, people: Int64, derived: Int64, _ find: () throws -> RuleRest?) rethrows -> RuleRest? {
    if restsAre != (people, derived) {
      rests = [:]
      restsAre = (people, derived)
    }
    if let known = rests[rule.savedIn] { return known }
    let found = try find()
    rests[rule.savedIn] = .some(found)
    return found
  }

  /// Forms that a rule misses, once for each state of the company, whoever asks.
  func missing(
    _ rule: AlertRule, in revision: Int64, on day: Day, _ find: () throws -> [MissingForm]
  ) rethrows -> [MissingForm] {
    if notHandedIn.revision != revision || notHandedIn.day != day {
      notHandedIn = (revision, day, [:])
    }
    let key = Key(rule: rule.id, savedIn: rule.savedIn, viewer: nil)
    if let known = notHandedIn.byRule[key] { return known }
    let found = try find()
    notHandedIn.byRule[key] = found
    return found
  }

  /// What customers owe past its day, once for each state of the facts.
  func overdue(in derivedIn: Int64, _ find: () throws -> [String: Int64]) rethrows -> [String: Int64] {
    if let owed, owed.derivedIn == derivedIn { return owed.byCustomer }
    let found = try find()
    owed = (derivedIn, found)
    return found
  }
}
