// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
public import PlanningCycle
import Warehouse

extension PostgresWorkspace {
  public func people() throws(StoreError) -> [PersonRecord] {
    try read { try PeopleRows.find($0, "ORDER BY id", []) }
  }

  public func person(id: Int64) throws(StoreError) -> PersonRecord? {
    try read { try PeopleRows.find($0, "WHERE id = $1", [.integer(id)]).first }
  }

  public func person(login: String) throws(StoreError) -> PersonRecord? {
    try read { try PeopleRows.find($0, "WHERE login = $1", [.text(login)]).first }
  }

  public func derivedSecret(_ label: String) -> Digest {
    // No encoded event begins so: what is derived says nothing about the chain.
    Digest.hmac(Array("tongpin.secret \(label)".utf8), key: key)
  }

  public func add(
    _ person: NewPerson, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) -> PersonRecord {
    try commit(at: moment) { transaction in
      let connection = transaction.connection
      if let earlier = try transaction.earlier(draft, isSame: { $0.payload["command"] == draft.payload }) {
        guard let id = earlier.payload["person_id"]?.integer,
          let known = try PeopleRows.find(connection, "WHERE id = $1", [.integer(id)]).first
        else {
          throw StoreError(.damaged, subject: person.login, detail: "Event \(earlier.sequence) names nobody.")
        }
        return known
      }
      try PeopleRows.requireFree(connection, login: person.login, except: 0)
      let newest = try connection.query("SELECT coalesce(max(id), 0) FROM people").first?.integer(0) ?? 0
      let record = PersonRecord(id: newest + 1, details: person)
      _ = try transaction.append(PersonEvent.draft(draft, record))
      try PeopleRows.save(connection, record)
      return record
    }
  }

  public func update(
    _ person: PersonRecord, for draft: EventDraft, at moment: Moment
  ) throws(StoreError) {
    try commit(at: moment) { transaction in
      let connection = transaction.connection
      let isSame: (Event) -> Bool = {
        $0.payload["command"] == draft.payload && $0.payload["person_id"]?.integer == person.id
      }
      if try transaction.earlier(draft, isSame: isSame) != nil { return }
      guard try !PeopleRows.find(connection, "WHERE id = $1", [.integer(person.id)]).isEmpty else {
        throw StoreError(.notFound, subject: "person \(person.id)", detail: "There is nobody with this number.")
      }
      try PeopleRows.requireFree(connection, login: person.details.login, except: person.id)
      _ = try transaction.append(PersonEvent.draft(draft, person))
      try PeopleRows.save(connection, person)
    }
  }
}

/// The rows of people.
enum PeopleRows {
  static func find(_ connection: Connection, _ rest: String, _ values: [Parameter]) throws -> [PersonRecord] {
    try connection.query(
      "SELECT id, login, name, name_en, password_hash, role, scope, language, is_disabled FROM people " + rest, values
    ).all.map { row in
      PersonRecord(
        id: row.integer(0),
        details: NewPerson(
          login: row.text(1), name: row.text(2), englishName: row.text(3), passwordHash: row.text(4), role: row.text(5),
          scope: row.text(6), language: row.text(7), isDisabled: row.integer(8) != 0))
    }
  }

  static func requireFree(_ connection: Connection, login: String, except id: Int64) throws {
    if let owner = try find(connection, "WHERE login = $1 AND id <> $2", [.text(login), .integer(id)]).first {
      throw StoreError(.nameTaken, subject: login, detail: "Person \(owner.id) has this login.", hint: "Choose another login.")
    }
  }

  static func save(_ connection: Connection, _ person: PersonRecord) throws {
    let details = person.details
    try connection.query(
      """
      INSERT INTO people (id, login, name, name_en, password_hash, role, scope, language, is_disabled)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, name_en = excluded.name_en,
        password_hash = excluded.password_hash, role = excluded.role, scope = excluded.scope, language = excluded.language,
        is_disabled = excluded.is_disabled
      """,
      [
        .integer(person.id), .text(details.login), .text(details.name), .text(details.englishName), .text(details.passwordHash),
        .text(details.role), .text(details.scope), .text(details.language), .integer(details.isDisabled ? 1 : 0),
      ])
  }
}
