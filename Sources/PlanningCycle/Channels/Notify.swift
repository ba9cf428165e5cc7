// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal

extension Workspace {
  /// Tells somebody something outside the browser, by the channels they chose: at once, after their quiet hours, or in a digest when they were told
  /// enough for a day. The same key tells nobody twice.
  ///
  /// Group robots pass on the subject alone unless the administrator says otherwise: name no figures in it.
  ///
  /// - Parameters:
  ///   - person: number of the login.
  ///   - link: a place in the browser, `#/alerts?alert=…`.
  ///   - key: names the thing that is told, `alert-…`.
  /// - Returns: how many messages it is part of; 0 for somebody who is reached by no channel, wants none of this kind, or left.
  /// - Throws: `StoreError`.
  @discardableResult
  public func notify(
    _ person: Int64, subject: BilingualText, text: BilingualText, link: String, kind: NoticeKind, key: String
  ) throws -> Int {
    guard !channels.settings.open.isEmpty, let record = try store.person(id: person) else { return 0 }
    let notice = Notice(key: key, kind: kind, subject: subject, text: text, link: link)
    let told = entries(for: record, notice, at: environment.now())
    return told.isEmpty ? 0 : try store.enqueue(told, through: nil).taken
  }

  /// Something to be told, in both languages.
  struct Notice {
    let key: String
    let kind: NoticeKind
    let subject: BilingualText
    let text: BilingualText
    let link: String
  }

  /// Somebody who works here, wants to hear of it, and can.
  func isReached(_ record: PersonRecord, by kind: NoticeKind) -> Bool {
    let own = channels.preferences(of: record.id)
    return record.person?.isActive == true && own.kinds.contains(kind) && !own.reached(by: channels.settings).isEmpty
  }

  /// One entry for each channel that reaches the person.
  func entries(for record: PersonRecord, _ notice: Notice, at moment: Moment) -> [OutboxEntry] {
    guard isReached(record, by: notice.kind) else { return [] }
    let own = channels.preferences(of: record.id)
    let isEnglish = (own.language ?? record.details.language) == "en"
    let words = OutboxNotice(
      key: notice.key, subject: isEnglish ? notice.subject.english : notice.subject.chinese,
      text: isEnglish ? notice.text.english : notice.text.chinese, link: notice.link)
    let limit = OutboxEntry.Limit(
      count: channels.settings.dailyLimit, since: moment.startOfDay, digestAt: own.awake(from: moment.next(hour: own.digestHour)))
    return own.reached(by: channels.settings).map { channel in
      OutboxEntry(
        person: record.id, channel: channel, kind: notice.kind, notice: words, createdAt: moment,
        dueAt: own.awake(from: moment.adding(milliseconds: notice.kind.gathers)), limit: limit)
    }
  }
}
