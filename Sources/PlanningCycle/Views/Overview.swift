// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// 对齐: 到底哪个准. The figures of everybody for one period side by side, what lies between two of them, and who was right before.
public struct Overview: Sendable {
  public struct Line: Sendable {
    /// `salesForecast`, `financeForecast`, `budget`, `baseline`, `agreed`, `actual`, `lastYear`.
    public let key: String
    public let label: BilingualText
    /// 分; nil where nobody said.
    public let value: Int64?
    /// The table's cell that explains it.
    public let cell: String?
    public let madeOn: Day?
    public let score: ForecastScore?
  }

  public struct Part: Sendable {
    public let label: BilingualText
    public let value: Int64
  }

  /// From one figure to another in parts that sum to the difference exactly.
  public struct Bridge: Sendable {
    public let from: String
    public let to: String
    public let fromValue: Int64
    public let toValue: Int64
    public let parts: [Part]
    public var residual: Int64 { toValue - fromValue - parts.reduce(0) { $0 + $1.value } }
  }

  public struct Attainment: Sendable {
    /// The period it is of.
    public let label: BilingualText
    public let actual: Int64
    public let target: Int64
    public let rate: Double
    public let timeProgress: Double
  }

  public let period: PlanPeriodName
  public let inclusive: Bool
  public let lines: [Line]
  public let months: [Month]
  /// By line key, one value a month.
  public let series: [(key: String, values: [Int64?])]
  public let bridge: Bridge?
  public let attainment: Attainment?
  public let cashOpening: Int64?
  public let cashMinimum: Int64?
  public let firstShortfall: CashShortfall?
  public let spark: [(day: Day, balance: Int64)]
  public let todos: [Todo]
  public let alerts: [Alert]
}

/// A month, quarter or year as people name it.
public struct PlanPeriodName: Sendable, Hashable {
  public let id: String
  public let grain: String
  public let label: BilingualText
  public let months: [Month]
}

/// Something somebody has to do.
public struct Todo: Sendable, Hashable {
  public let id: String
  public let kind: String
  public let title: BilingualText
  public let detail: BilingualText
  public let dueOn: Day?
  public let isOverdue: Bool
  public let link: String

  static let eventKind = "todo.raised"

  /// What an event raises for somebody to do; nil when the payload is none.
  init?(_ payload: CanonicalValue, today: Day) {
    guard let id = payload["id"]?.text, let kind = payload["kind"]?.text, let chinese = payload["title_zh"]?.text,
      let english = payload["title_en"]?.text, let due = payload["due_on"]?.day
    else { return nil }
    self.init(
      id: id, kind: kind, title: BilingualText(chinese, english),
      detail: BilingualText(payload["detail_zh"]?.text ?? "", payload["detail_en"]?.text ?? ""), dueOn: due,
      isOverdue: due < today, link: payload["link"]?.text ?? "#/overview")
  }

  init(
    id: String, kind: String, title: BilingualText, detail: BilingualText, dueOn: Day?, isOverdue: Bool, link: String
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.detail = detail
    self.dueOn = dueOn
    self.isOverdue = isOverdue
    self.link = link
  }

  /// The draft that raises a thing to do.
  public static func raised(
    _ id: String, kind: String, title: BilingualText, detail: BilingualText, dueOn: Day, link: String
  ) -> EventDraft {
    EventDraft(
      kind: eventKind, actor: .system, idempotencyKey: "todo-" + id,
      payload: .map([
        "id": .text(id), "kind": .text(kind), "title_zh": .text(title.chinese), "title_en": .text(title.english),
        "detail_zh": .text(detail.chinese), "detail_en": .text(detail.english), "due_on": .day(dueOn), "link": .text(link),
      ]))
  }
}
