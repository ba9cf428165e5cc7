// SPDX-License-Identifier: Apache-2.0
public import Commerce

/// A table as every adapter has it: what a copy from one database to another goes through.
public struct TableShape: Hashable, Sendable {
  public enum Content: Hashable, Sendable { case integer, text, bytes }

  public struct Column: Hashable, Sendable {
    /// As it stands in the database, without marks.
    public let name: String
    public let content: Content

    init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }

  public let name: String
  public let columns: [Column]
  /// Columns that order the rows; together they are unique.
  public let order: [String]

  init(_ name: String, order: [String], integers: [String] = [], texts: [String] = [], bytes: [String] = []) {
    self.name = name
    self.order = order
    columns = integers.map { Column($0, .integer) } + texts.map { Column($0, .text) } + bytes.map { Column($0, .bytes) }
  }

  /// The table of one kind of fact.
  public init(_ kind: FactKind) {
    let schema = FactTableSchema(kind)
    name = schema.table
    order = ["row_id"]
    columns =
      FactTableSchema.rowColumns.map { Column($0, $0 == "source_key" ? .bytes : .integer) }
      + schema.schema.fields.map { Column($0.name, $0.type == .text ? .text : .integer) }
  }

  /// The chain, and what belongs to it.
  public static let events = TableShape(
    "events", order: ["sequence"], integers: ["sequence", "recorded_at", "actor_id"], texts: ["kind", "idempotency_key"], bytes: ["body"])

  /// Every table, each after those it refers to.
  public static let all: [TableShape] =
    [
      events,
      TableShape("batches", order: ["event"], integers: ["event", "entity", "first_row", "row_count"], texts: ["kind"]),
      TableShape("members", order: ["id"], integers: ["id", "event"], texts: ["dimension", "code"]),
      TableShape("forecast_runs", order: ["event"], integers: ["event", "row_count", "rows_run"], texts: ["purpose"]),
      TableShape(
        "forecast_results", order: ["run", "series", "layer", "ordinal"], integers: ["run", "ordinal", "value", "low", "high"],
        texts: ["series", "layer"]),
      TableShape(
        "people", order: ["id"], integers: ["id", "is_disabled"],
        texts: ["login", "name", "name_en", "password_hash", "role", "scope", "language"]),
      TableShape(
        "sessions", order: ["digest"], integers: ["person", "created_at", "last_seen_at", "expires_at"], bytes: ["digest"]),
      TableShape(
        "api_tokens", order: ["digest"], integers: ["person", "created_at", "last_seen_at", "expires_at"], texts: ["name", "scope"],
        bytes: ["digest"]),
      TableShape("snapshots", order: ["sequence"], integers: ["sequence"], bytes: ["event_digest", "content_digest", "content"]),
      TableShape(
        "outbox_messages", order: ["id"], integers: ["id", "person", "created_at", "due_at", "tries"], texts: ["channel", "kind", "state"]),
      TableShape(
        "outbox_notices", order: ["person", "channel", "key"], integers: ["person", "message", "position"],
        texts: ["channel", "key", "subject", "body", "link"]),
      TableShape(
        "outbox_attempts", order: ["message", "number"], integers: ["message", "number", "at", "retry_after"],
        texts: ["outcome", "problem", "words"]),
      TableShape("outbox_cursor", order: ["id"], integers: ["id", "event"]),
      TableShape("trail", order: ["sequence"], integers: ["sequence", "recorded_at", "actor_id"], texts: ["kind"], bytes: ["body"]),
      TableShape(
        "origins", order: ["chain", "sequence"], integers: ["chain", "sequence", "recorded_at"],
        texts: ["channel", "session", "address", "agent"], bytes: ["seal"]),
    ] + FactKind.allCases.map { TableShape($0) }

  /// The columns as SQL names them.
  public var columnList: String { columns.map { FactTableSchema.quoted($0.name) }.joined(separator: ", ") }
  public var orderList: String { order.map { FactTableSchema.quoted($0) }.joined(separator: ", ") }
}
