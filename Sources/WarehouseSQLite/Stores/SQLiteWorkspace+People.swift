// SPDX-License-Identifier: Apache-2.0
public import Calendars
import GRDB
public import Journal
public import PlanningCycle
import Warehouse

extension SQLiteWorkspace {
  public func people() throws(StoreError) -> [PersonRecord] {
    try read { try PeopleRows.find($0, "ORDER BY id", []) }
  }

  public func person(id: Int64) throws(StoreError) -> PersonRecord? {
    try read { try PeopleRows.find($0, "WHERE id = ?", [id]).first }
  }

  public func person(login: String) throws(StoreError) -> PersonRecord? {
    try read { try PeopleRows.find($0, "WHERE login = ?", [login]).first }
  }

  public func derivedSecret(_ label: String) -> Digest {
    // No encoded event begins so: what is derived says nothing about the chain.
    Digest.hmac(Array("tongpin.secret \(label)".utf8), key: key)
  }

  public func add(
    _ person: NewPerson, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> PersonRecord {
    try commit(at: moment) { transaction in
      let db = transaction.db
      if let earlier = try transaction.earlier(draft, isSame: { $0.payload["command"] == draft.payload }) {
        guard let id = earlier.payload["person_id"]?.integer,
          let known = try PeopleRows.find(db, "WHERE id = ?", [id]).first
        else {
          throw StoreError(.damaged, subject: person.login, detail: "Event \(earlier.sequence) names nobody.")
        }
        return known
      }
      try PeopleRows.requireFree(db, login: person.login, except: 0)
      let id = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM people") ?? 0) + 1
      let record = PersonRecord(id: id, details: person)
      _ = try transaction.append(PersonEvent.draft(draft, record))
      try PeopleRows.save(db, record)
      return record
    }
  }

  public func update(
    _ person: PersonRecord, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) {
    try commit(at: moment) { transaction in
      let db = transaction.db
      let isSame: (Event) -> Bool = {
        $0.payload["command"] == draft.payload && $0.payload["person_id"]?.integer == person.id
      }
      if try transaction.earlier(draft, isSame: isSame) != nil { return }
      guard try !PeopleRows.find(db, "WHERE id = ?", [person.id]).isEmpty else {
        throw StoreError(
          .notFound, subject: "person \(person.id)", detail: "There is nobody with this number.")
      }
      try PeopleRows.requireFree(db, login: person.details.login, except: person.id)
      _ = try transaction.append(PersonEvent.draft(draft, person))
      try PeopleRows.save(db, person)
    }
  }
}

/// The rows of people.
enum PeopleRows {
  /// The person an event names; a hash that was lost is one no password matches.
  static func replay(_ db: Database, _ event: Event) throws {
    guard let id = event.payload["person_id"]?.integer, let person = event.payload["person"],
      let login = person["login"]?.text, let name = person["name"]?.text, let role = person["role"]?.text,
      let scope = person["scope"]?.text, let language = person["language"]?.text,
      let isDisabled = person["is_disabled"]?.boolean
    else { throw StoreError(.damaged, subject: "event \(event.sequence)", detail: "It names nobody.") }
    let known = try find(db, "WHERE id = ?", [id]).first?.details.passwordHash
    let details = NewPerson(
      login: login, name: name, englishName: person["name_en"]?.text ?? "", passwordHash: known ?? "lost",
      role: role, scope: scope, language: language, isDisabled: isDisabled)
    try save(db, PersonRecord(id: id, details: details))
  }

  static func find(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws -> [PersonRecord] {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT id, login, name, name_en, password_hash, role, scope, language, is_disabled FROM people " + rest,
      arguments: arguments)
    var people: [PersonRecord] = []
    while let row = try rows.next() {
      people.append(
        PersonRecord(
          id: row[0],
          details: NewPerson(
            login: row[1], name: row[2], englishName: row[3], passwordHash: row[4], role: row[5], scope: row[6],
            language: row[7], isDisabled: row[8])))
    }
    return people
  }

  static func requireFree(_ db: Database, login: String, except id: Int64) throws {
    if let owner = try find(db, "WHERE login = ? AND id <> ?", [login, id]).first {
      throw StoreError(
        .nameTaken, subject: login, detail: "Person \(owner.id) has this login.",
        hint: "Choose another login.")
    }
  }

  static func save(_ db: Database, _ person: PersonRecord) throws {
    let details = person.details
    try db.execute(
      sql: """
        INSERT INTO people (id, login, name, name_en, password_hash, role, scope, language, is_disabled)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name,
          name_en = excluded.name_en, password_hash = excluded.password_hash, role = excluded.role, scope = excluded.scope,
          language = excluded.language, is_disabled = excluded.is_disabled
        """,
      arguments: [
        person.id, details.login, details.name, details.englishName, details.passwordHash, details.role, details.scope,
        details.language, details.isDisabled,
      ])
  }
}
