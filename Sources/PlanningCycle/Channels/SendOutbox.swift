// SPDX-License-Identifier: Apache-2.0
import Access
public import Calendars
import Journal

/// One message ready to be carried.
public struct OutboxDelivery: Sendable {
  public let id: Int64
  public let channel: String
  public let message: OutgoingMessage
  public let target: ChannelTarget
}

extension Workspace {
  /// Days for which what was sent or given up is kept.
  static let outboxDays: Int64 = 90

  /// Messages that are due, ready to be carried, at most one for each channel: the longest due first.
  ///
  /// One that leads nowhere any more (somebody left, a channel was closed) is given up here.
  /// - Parameter busy: channels that carry one already, or rest.
  /// - Throws: `StoreError`.
  public func dueDeliveries(at moment: Moment, busy: Swift.Set<String>, limit: Int) throws -> [OutboxDelivery] {
    var taken = busy
    var deliveries: [OutboxDelivery] = []
    for message in try store.dueMessages(at: moment) where !taken.contains(message.channel) {
      guard deliveries.count < limit else { break }
      if let delivery = try delivery(message) {
        taken.insert(message.channel)
        deliveries.append(delivery)
      } else {
        let answer = CarrierAnswer(.refusedForGood, .setting, "")
        try store.note(OutboxAttempt(at: moment, answer: answer), of: message.id, state: .dead, dueAt: message.dueAt)
      }
    }
    return deliveries
  }

  /// Writes down what became of an attempt: sent, tried again later, or given up.
  ///
  /// - Throws: `StoreError`.
  public func note(_ answer: CarrierAnswer, of id: Int64, at moment: Moment) throws {
    guard answer.outcome != .stopped, let message = try store.outboxMessage(id), message.state == .queued else { return }
    let attempt = OutboxAttempt(at: moment, answer: answer)
    switch answer.outcome {
    case .delivered: try store.note(attempt, of: id, state: .sent, dueAt: moment)
    case .refusedForGood: try store.note(attempt, of: id, state: .dead, dueAt: moment)
    case .refusedForNow, .unreachable, .stopped:
      guard let delay = RetryPlan.delay(of: id, made: message.tries + 1, retryAfter: answer.retryAfter) else {
        return try store.note(attempt, of: id, state: .dead, dueAt: moment)
      }
      try store.note(attempt, of: id, state: .queued, dueAt: moment.adding(milliseconds: delay))
    }
  }

  /// Forgets what is old.
  ///
  /// - Throws: `StoreError`.
  public func pruneOutbox(at moment: Moment) throws {
    try store.pruneOutbox(before: moment.adding(milliseconds: -Self.outboxDays * 24 * 60 * 60 * 1000))
  }

  private func delivery(_ message: OutboxMessage) throws -> OutboxDelivery? {
    guard let record = try store.person(id: message.person), record.person?.isActive == true else { return nil }
    let own = channels.preferences(of: message.person)
    guard let target = try target(message.channel, own), !message.notices.isEmpty else { return nil }
    let language = own.language ?? record.details.language
    let (subject, text, place) = Self.words(message, isEnglish: language == "en")
    let outgoing = OutgoingMessage(
      key: message.key, kind: message.kind, login: record.details.login,
      recipient: language == "en" ? record.name.english : record.name.chinese, subject: subject, text: text,
      link: channels.settings.publicAddress.map { $0 + "/" + place }, language: language)
    return OutboxDelivery(id: message.id, channel: message.channel, message: outgoing, target: target)
  }

  /// One notice says itself; several are counted and listed.
  static func words(_ message: OutboxMessage, isEnglish: Bool) -> (subject: String, text: String, place: String) {
    guard message.notices.count > 1, let first = message.notices.first else {
      let only = message.notices.first
      return (only?.subject ?? "", only?.text ?? "", only?.link ?? "#/inbox")
    }
    let count = message.notices.count
    let rest = isEnglish ? " and \(count - 1) more" : " 等 \(count) 条"
    let digest = isEnglish ? "Digest: \(count) messages" : "汇总：\(count) 条消息"
    let subject = message.kind == .digest ? digest : first.subject + rest
    let lines = message.notices.map { notice in notice.text.isEmpty ? "· \(notice.subject)" : "· \(notice.subject)\n  \(notice.text)" }
    let places = Swift.Set(message.notices.map(\.link))
    return (subject, lines.joined(separator: "\n"), places.count == 1 ? first.link : "#/inbox")
  }
}
