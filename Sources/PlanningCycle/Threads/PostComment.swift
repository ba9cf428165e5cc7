// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
  /// Comments of one thread.
  public static let threadLimit = 500

  /// Begins to talk about a cell, a row, a scenario, a budget form, an approval or a deal. The event is the thread's name.
  ///
  /// - Parameters:
  ///   - key: what it is about, as the wire names it: `cell:revenue@2026-12`.
  ///   - text: plain; `@{login}` names somebody, who is told when they may see the subject.
  /// - Throws: `CycleError.threadRefused` with every reason, `threadSubjectNotKnown`; `AccessError` for what is not theirs to see.
  public func startThread(
    _ proof: Authorized<To.ViewPlan>, about key: String, text: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let (subject, value) = try threadSubject(key, for: proof.person)
    let said = try said(text, about: subject, since: revision)
    var payload = subject.canonical.merging(said.fields) { _, new in new }
    if let value { payload["value"] = .double(value) }
    return try recordDecision(ThreadLedger.started, payload, said.words(BilingualText("发起讨论", "discussion begun")), context)
  }

  /// Answers in a thread; one that was settled is open again.
  ///
  /// - Throws: `CycleError.threadRefused`, `threadNotKnown` also for one that is not theirs to see.
  public func replyToThread(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, text: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let thread = try thread(id, for: proof.person)
    guard thread.comments.count < Self.threadLimit else {
      throw Self.threadRefused([
        BilingualText("这个讨论已有 \(Self.threadLimit) 条，请另起一个", "it has \(Self.threadLimit) comments already: begin another")
      ])
    }
    let said = try said(text, about: thread.subject, since: thread.id)
    return try recordDecision(
      ThreadLedger.replied, said.fields.merging(["thread": .integer(id)]) { _, new in new },
      said.words(BilingualText("回复讨论", "answered in a discussion")), context)
  }

  /// Changes what one said; what stood there before is kept with it.
  ///
  /// - Throws: `CycleError.threadRefused` for somebody else's or an unchanged one, `threadNotKnown`.
  public func editComment(
    _ proof: Authorized<To.ViewPlan>, _ id: Int64, comment event: Int64, text: String, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let thread = try thread(id, for: proof.person)
    guard let comment = thread.comments.first(where: { $0.event == event }) else {
      throw Self.threadRefused([BilingualText("没有这条评论", "there is no such comment")])
    }
    guard comment.by.id == proof.person.id else {
      throw Self.threadRefused([BilingualText("只能改自己写的", "only its author may change it")])
    }
    let said = try said(text, about: thread.subject, since: thread.id)
    guard said.fields["text"]?.text != comment.text else {
      throw Self.threadRefused([BilingualText("内容没有变", "it says the same")])
    }
    return try recordDecision(
      ThreadLedger.edited, said.fields.merging(["thread": .integer(id), "comment": .integer(event)]) { _, new in new },
      said.words(BilingualText("修改评论", "comment changed")), context)
  }

  /// One that is theirs to see.
  func thread(_ id: Int64, for person: Person) throws(CycleError) -> ThreadLedger.Thread {
    guard let thread = threadLedger[id], ThreadGate(person, self).admits(thread) else {
      throw CycleError(
        .threadNotKnown, BilingualText("没有这个讨论", "there is no such discussion"),
        detail: BilingualText("讨论 \(id) 不存在，或不在您的数据范围内", "\(id) is not there, or not within your scope"),
        hint: BilingualText("从讨论列表里选一个", "choose one of the list"), parameters: ["thread": "\(id)"])
    }
    return thread
  }

  static func threadRefused(_ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .threadRefused, BilingualText("不能这样写", "it cannot be said so"), detail: BilingualText.joined(reasons),
      hint: BilingualText("改正后再发", "correct it and send it again"))
  }

  /// A comment that passed every check, and who named in it will not be told.
  private struct Said {
    let fields: [String: CanonicalValue]
    let untold: [BilingualText]

    func words(_ words: BilingualText) -> BilingualText {
      guard !untold.isEmpty else { return words }
      let chinese = untold.map(\.chinese).joined(separator: "、")
      let english = untold.map(\.english).joined(separator: ", ")
      return BilingualText(
        "\(words.chinese)；\(chinese) 无权看到这里，没有通知", "\(words.english); not told, because they may not see it: \(english)")
    }
  }

  private func said(_ typed: String, about subject: ThreadSubject, since event: Int64) throws -> Said {
    let comment = CommentText(typed)
    var faults = comment.faults
    var mentions: [PersonRecord] = []
    for login in comment.logins.prefix(CommentText.limits.mentions) {
      guard let record = try store.person(login: login), record.person?.isActive == true else {
        faults.append(BilingualText("没有登录名是“\(login)”的人", "nobody has the login “\(login)”"))
        continue
      }
      mentions.append(record)
    }
    guard faults.isEmpty else { throw Self.threadRefused(faults) }
    let untold = mentions.filter { record in record.person.map { !ThreadGate($0, self).admits(subject, since: event) } ?? true }
    return Said(
      fields: ["text": .text(comment.text), "mentions": .list(mentions.map { .integer($0.id) })], untold: untold.map(\.name))
  }
}
