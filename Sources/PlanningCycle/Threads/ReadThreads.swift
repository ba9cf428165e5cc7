// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal
import Planning

/// Which threads are asked for.
public struct ThreadQuestion: Sendable {
  public enum Lane: String, Sendable, CaseIterable { case open, mine, resolved, all }

  public var lane: Lane
  /// Only those about this, and about the row it stands in.
  public var subject: String?
  /// Only those that hold this text, whatever its case.
  public var words: String
  /// Only those older than this place in the list.
  public var before: Int64?
  public var limit: Int

  public init(_ lane: Lane = .open, about subject: String? = nil, words: String = "", before: Int64? = nil, limit: Int = 50) {
    self.lane = lane
    self.subject = subject
    self.words = words
    self.before = before
    self.limit = min(max(limit, 1), 200)
  }
}

extension Workspace {
  /// Places that are marked at once.
  static let threadMarkLimit = 5_000
  /// What waits for somebody is listed, and shown on the home page, so far.
  static let mentionLimit = 100
  static let mentionTodoLimit = 16

  /// Threads about what the reader may see, the newest said first.
  ///
  /// - Throws: `CycleError.threadSubjectNotKnown`; `AccessError` for a subject that is not theirs to see.
  public func threads(_ proof: Authorized<To.ViewPlan>, _ question: ThreadQuestion) throws -> ThreadList {
    let gate = ThreadGate(proof.person, self)
    let wanted = try question.subject.map { try threadSubject($0, for: proof.person).subject }
    let words = question.words.lowercased()
    let found = threadLedger.all.filter { thread in
      if let wanted, wanted != thread.subject, wanted.row != thread.subject { return false }
      guard question.lane.admits(thread, proof.person), gate.admits(thread) else { return false }
      return words.isEmpty || thread.comments.contains { $0.text.lowercased().contains(words) }
    }
    let older = found.filter { $0.newest < question.before ?? .max }
    let shown = older.prefix(question.limit)
    let reader = try ThreadReader(proof.person, self)
    return ThreadList(
      subject: wanted.flatMap { reader.subject($0, since: revision, thread: nil) }, threads: shown.map(reader.view), total: found.count,
      isMore: older.count > shown.count)
  }

  /// One thread with all that was said.
  ///
  /// - Throws: `CycleError.threadNotKnown` also for one that is not theirs to see.
  public func thread(_ proof: Authorized<To.ViewPlan>, _ id: Int64) throws -> ThreadView {
    try ThreadReader(proof.person, self).view(try thread(id, for: proof.person))
  }

  /// Where something is talked about, and what waits for the reader.
  ///
  /// - Parameter since: only places of which something was said after this event; nil: all of them.
  /// - Throws: `StoreError`.
  public func threadMarks(_ proof: Authorized<To.ViewPlan>, since: Int64? = nil) throws -> ThreadMarks {
    let gate = ThreadGate(proof.person, self)
    let reader = try ThreadReader(proof.person, self)
    let all = threadLedger.all
    // Where nothing was said since, nothing is asked: with thousands of threads and hundreds of readers that is nearly all of them.
    let touched = since.map { since in Swift.Set(all.prefix { $0.newest > since }.map(\.subject)) }
    var counts: [ThreadSubject: (open: Int, total: Int)] = [:]
    var order: [ThreadLedger.Thread] = []
    for thread in all where touched?.contains(thread.subject) ?? true {
      guard gate.admits(thread) else { continue }
      if counts[thread.subject] == nil {
        guard order.count < Self.threadMarkLimit else { continue }
        order.append(thread)
      }
      counts[thread.subject, default: (0, 0)].total += 1
      if thread.resolved == nil { counts[thread.subject, default: (0, 0)].open += 1 }
    }
    let marks = order.compactMap { thread in
      reader.subject(thread).map { subject in
        ThreadMarks.Mark(subject: subject.key, open: counts[thread.subject]?.open ?? 0, total: counts[thread.subject]?.total ?? 0)
      }
    }
    let waiting = all.filter { $0.waits(for: proof.person.id) != nil && gate.admits($0) }
    return ThreadMarks(marks: marks, mentions: waiting.prefix(Self.mentionLimit).map(reader.view))
  }

  /// Who can be named in a comment about something, and which of them would not be told.
  ///
  /// - Throws: `CycleError.threadSubjectNotKnown`; `AccessError` for a subject that is not theirs to see.
  public func threadAudience(_ proof: Authorized<To.ViewPlan>, about key: String) throws -> [ThreadAudience] {
    let subject = try threadSubject(key, for: proof.person).subject
    return try store.people().compactMap { record in
      guard let person = record.person, person.isActive, person.id != proof.person.id else { return nil }
      return ThreadAudience(
        person: ThreadView.Person(login: person.login, name: record.name), role: person.role.label,
        maySee: ThreadGate(person, self).admits(subject, since: revision))
    }
  }

  /// What waits for somebody, for the home page.
  func mentionTodos(_ person: Person) throws -> [Todo] {
    let gate = ThreadGate(person, self)
    let waiting = threadLedger.all.filter { $0.waits(for: person.id) != nil && gate.admits($0) }
    guard !waiting.isEmpty else { return [] }
    let reader = try ThreadReader(person, self)
    return waiting.prefix(Self.mentionTodoLimit).compactMap { thread in
      guard let comment = thread.waits(for: person.id), let subject = reader.subject(thread) else { return nil }
      let (by, words) = (reader.name(comment.by.id), reader.plain(comment.text))
      return Todo(
        id: "mention-\(thread.id)-\(comment.event)", kind: "mention",
        title: BilingualText("\(by.chinese) @ 了您：\(subject.label.chinese)", "\(by.english) named you: \(subject.label.english)"),
        detail: words, dueOn: nil, isOverdue: false, link: subject.link)
    }
  }
}

extension ThreadQuestion.Lane {
  fileprivate func admits(_ thread: ThreadLedger.Thread, _ person: Person) -> Bool {
    switch self {
    case .open: thread.resolved == nil
    case .mine: thread.concerns(person.id)
    case .resolved: thread.resolved != nil
    case .all: true
    }
  }
}
