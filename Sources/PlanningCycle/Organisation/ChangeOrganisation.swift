// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// The organisation in force.
  var organisation: Organisation { ledgers.organisation.organisation }

  /// What a unit is from a day on: a new one, another name or place, or no more.
  ///
  /// - Parameter unit: an empty id gets one.
  /// - Throws: `CycleError.organisationRefused` with everything that would be wrong, on whatever day.
  public func setUnit(_ proof: Authorized<To.ManageUsers>, _ unit: OrganisationUnit, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let id = unit.id.isEmpty ? freeID("U", organisation.versions.keys) : unit.id
    let unit = OrganisationUnit(
      id: id, kind: unit.kind, name: unit.name, englishName: unit.englishName.isEmpty ? unit.name : unit.englishName, parent: unit.parent,
      department: unit.department, from: unit.from, isClosed: unit.isClosed)
    var reasons = nameReasons(unit.name, unit.englishName) + dayReasons(unit.from)
    if id.utf8.count > 40 || id.contains(where: { $0.isWhitespace || $0 == "," }) {
      reasons.append(BilingualText("编码“\(id)”最长 40 个字节，不含空格和逗号", "the code “\(id)” has 40 bytes at most, no space and no comma"))
    }
    if let code = unit.department, !plan.catalogue.departments.contains(where: { $0.code == code }) {
      reasons.append(BilingualText("没有部门“\(code)”", "there is no department “\(code)”"))
    }
    let words =
      unit.isClosed
      ? BilingualText("撤销组织单元：\(unit.name)（\(unit.from) 起）", "unit closed from \(unit.from): \(unit.englishName)")
      : BilingualText("组织单元：\(unit.name)（\(unit.from) 起）", "unit from \(unit.from): \(unit.englishName)")
    return try change(.unit(unit), words, reasons, context)
  }

  /// Somebody works in a unit from a day on.
  ///
  /// - Parameter isMain: nil: where they have no other on that day.
  /// - Throws: as `setUnit`.
  public func appoint(
    _ proof: Authorized<To.ManageUsers>, login: String, unit: String, isHead: Bool, isMain: Bool?, from: Day, through: Day?,
    context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let record = try store.person(login: login.lowercased()), !record.details.isDisabled else {
      throw refused([BilingualText("没有登录名“\(login)”，或已停用", "nobody has the login “\(login)”, or it was closed")])
    }
    let isMain = isMain ?? organisation.appointments(of: record.id, on: from).isEmpty
    let one = Appointment(
      id: revision + 1, person: record.id, unit: unit, isHead: isHead, isMain: isMain, from: from, through: through)
    let place = organisation.unit(unit, on: from)
    let (chinese, english) = (place?.name ?? unit, place?.englishName ?? unit)
    let words =
      isHead
      ? BilingualText("\(record.name.chinese)任\(chinese)负责人（\(from) 起）", "\(record.name.english) heads \(english) from \(from)")
      : BilingualText("\(record.name.chinese)到\(chinese)任职（\(from) 起）", "\(record.name.english) works in \(english) from \(from)")
    return try change(.appoint(one), words, dayReasons(from) + (through.map { dayReasons($0) } ?? []), context)
  }

  /// Ends an appointment with a day, included; one that has not begun by then never was.
  ///
  /// - Throws: `CycleError.organisationRefused` also for one that is not there or that ended before.
  public func endAppointment(_ proof: Authorized<To.ManageUsers>, _ id: Int64, through: Day, context: CommandContext) throws
    -> CommandOutcome
  {
    if let earlier = try outcome(of: context) { return earlier }
    guard let one = organisation.appointments.first(where: { $0.id == id }), one.through.map({ $0 > through }) ?? true else {
      throw refused([BilingualText("没有这个任职，或已在那天之前结束", "there is no such appointment, or it ended by then")])
    }
    let (unit, names) = (organisation.versions[one.unit]?.last, try approvalNames())
    let words = BilingualText(
      "\(names[one.person].chinese)在\(unit?.name ?? one.unit)的任职到 \(through) 为止",
      "\(names[one.person].english) works in \(unit?.englishName ?? one.unit) until \(through)")
    return try change(.end(appointment: id, through: through), words, dayReasons(through), context)
  }

  /// A group of people with these members; without any it is no more.
  ///
  /// - Parameters:
  ///   - id: empty for a new one.
  ///   - members: logins.
  /// - Throws: as `setUnit`; a group that a flow in force asks is not taken away.
  public func setGroup(
    _ proof: Authorized<To.ManageUsers>, _ id: String, name: String, englishName: String, members: [String], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    var reasons = nameReasons(name, englishName)
    var numbers: [Int64] = []
    for login in members {
      guard let record = try store.person(login: login.lowercased()), !record.details.isDisabled else {
        reasons.append(BilingualText("没有登录名“\(login)”，或已停用", "nobody has the login “\(login)”, or it was closed"))
        continue
      }
      numbers.append(record.id)
    }
    let known = organisation.groups.first { $0.id == id }
    if !id.isEmpty, known == nil { reasons.append(BilingualText("没有用户组“\(id)”", "there is no group “\(id)”")) }
    if organisation.groups.contains(where: { $0.id != id && $0.name == name }) {
      reasons.append(BilingualText("已有用户组“\(name)”", "there is a group “\(name)” already"))
    }
    if numbers.isEmpty, let known {
      reasons += flows(asking: known.id).map {
        BilingualText("流程“\($0.chinese)”请这个组审批，先改流程", "the flow “\($0.english)” asks this group; change the flow first")
      }
    } else if numbers.isEmpty, members.isEmpty {
      reasons.append(BilingualText("至少选一个人", "choose somebody"))
    }
    let group = PeopleGroup(
      id: id.isEmpty ? freeID("G", organisation.groups.map(\.id)) : id, name: name, englishName: englishName.isEmpty ? name : englishName,
      members: numbers)
    let words =
      numbers.isEmpty
      ? BilingualText("解散用户组：\(name)", "group dissolved: \(group.englishName)")
      : BilingualText("用户组：\(name) \(group.members.count) 人", "group \(group.englishName): \(group.members.count) members")
    return try change(.group(group), words, reasons, context)
  }

  /// Takes back one's newest change of the organisation, or does it again, where nothing that came after rests on it.
  func reverseOrganisation(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .manageUsers)
    let trial = ledgers.organisation.reversing(event.sequence, isTakenBack: mark == "undoes")
    let reasons = try newFaults(in: trial)
    guard reasons.isEmpty else { throw refused(reasons) }
    return try recordReversal(
      of: event, as: mark == "undoes" ? OrganisationLedger.reverted : OrganisationLedger.restored, mark: mark, words: words,
      context: context)
  }

  private func change(
    _ change: OrganisationLedger.Change, _ words: BilingualText, _ reasons: [BilingualText], _ context: CommandContext
  ) throws -> CommandOutcome {
    var trial = organisation
    trial.apply(change)
    let reasons = try reasons + newFaults(in: trial)
    guard reasons.isEmpty else { throw refused(reasons) }
    return try recordDecision(change.kind, change.canonical, words, context)
  }

  private func newFaults(in trial: Organisation) throws -> [BilingualText] {
    let known = Swift.Set(organisation.faults())
    let fresh = trial.faults().filter { !known.contains($0) }
    guard !fresh.isEmpty else { return [] }
    let names = try approvalNames()
    return fresh.prefix(10).map { $0.words(in: trial, names) }
  }

  private func refused(_ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .organisationRefused, BilingualText("组织不能这样改", "the organisation cannot be changed so"), detail: BilingualText.joined(reasons),
      hint: BilingualText("改好后再提交", "mend it and try again"))
  }

  private func nameReasons(_ name: String, _ englishName: String) -> [BilingualText] {
    let isFit = !name.isEmpty && [name, englishName].allSatisfy { $0.count <= 60 && !$0.contains(where: \.isNewline) }
    return isFit ? [] : [BilingualText("名称要有 1 到 60 个字，一行", "a name has 1 to 60 characters on one line")]
  }

  private func dayReasons(_ day: Day) -> [BilingualText] {
    (1900...2200).contains(day.year) ? [] : [BilingualText("日期 \(day) 不在 1900 到 2200 年之间", "\(day) is not between 1900 and 2200")]
  }

  private func freeID(_ letter: String, _ taken: some Swift.Sequence<String>) -> String {
    let taken = Swift.Set(taken)
    return (1...).lazy.map { "\(letter)\($0)" }.first { !taken.contains($0) } ?? letter
  }
}
