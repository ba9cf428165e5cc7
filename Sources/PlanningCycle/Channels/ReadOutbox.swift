// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

/// A page of the outbox for whoever runs the house.
public struct OutboxView: Sendable {
  public struct Line: Sendable {
    public let message: OutboxMessage
    public let person: BilingualText
    /// What the channel is called; nil for mail.
    public let channel: String?
    public let subject: String
  }

  public let lines: [Line]
  public let counts: [OutboxMessage.State: Int]
  /// There are older ones.
  public let hasMore: Bool
}

extension Workspace {
  /// Lines of one page.
  public static let outboxPage = 100

  /// The newest first.
  ///
  /// - Throws: `StoreError`.
  public func outbox(_ proof: Authorized<To.ManageUsers>, state: OutboxMessage.State?, before: Int64?) throws -> OutboxView {
    let messages = try store.outboxMessages(state, before: before, limit: Self.outboxPage + 1)
    let names = Dictionary(try store.people().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let lines = messages.prefix(Self.outboxPage).map { message in
      let webhook = channels.settings.webhook(message.channel)?.name
      return OutboxView.Line(
        message: message, person: names[message.person] ?? BilingualText(name: "\(message.person)"),
        channel: message.channel == ChannelSettings.mailChannel ? nil : webhook ?? message.channel,
        subject: Self.words(message, isEnglish: false).subject)
    }
    return OutboxView(lines: lines, counts: try store.outboxCounts(), hasMore: messages.count > Self.outboxPage)
  }

  /// Sends it again, from the first try on.
  ///
  /// - Throws: `CycleError.outboxNotKnown`, `outboxSent` for one that arrived.
  public func resend(_ proof: Authorized<To.ManageUsers>, _ id: Int64) throws {
    let message = try outboxMessage(id)
    guard message.state != .sent else {
      throw CycleError(
        .outboxSent, BilingualText("这条消息已经送达", "this message has arrived"),
        detail: BilingualText("消息 \(id) 不需要再发", "message \(id) need not be sent again"),
        hint: BilingualText("要再告诉一次，请直接联系对方", "to say it once more, talk to them"))
    }
    try store.requeue(id, at: environment.now())
  }

  /// Takes it out of the way; it is kept as discarded.
  ///
  /// - Throws: `CycleError.outboxNotKnown`, `outboxSent`.
  public func discard(_ proof: Authorized<To.ManageUsers>, _ id: Int64) throws {
    let message = try outboxMessage(id)
    guard message.state != .sent else {
      throw CycleError(
        .outboxSent, BilingualText("这条消息已经送达", "this message has arrived"),
        detail: BilingualText("已送达的消息不能丢弃", "what has arrived is not discarded"),
        hint: BilingualText("从等待或死信里选一条", "choose one that waits or was given up"))
    }
    try store.discard(id)
  }

  private func outboxMessage(_ id: Int64) throws -> OutboxMessage {
    guard let message = try store.outboxMessage(id) else {
      throw CycleError(
        .outboxNotKnown, BilingualText("没有这条消息", "there is no such message"),
        detail: BilingualText("消息 \(id) 不存在，或已过保留期", "message \(id) is not there, or is too old to be kept"),
        hint: BilingualText("从发件箱里选一条", "choose one of the outbox"), parameters: ["message": "\(id)"])
    }
    return message
  }
}
