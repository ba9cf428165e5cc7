// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal

extension Workspace {
  /// Somebody works in a unit from a day on.
  ///
  /// - Parameters:
  ///   - isMain: nil: where they have no other on that day.
  ///   - isMove: their main appointment of that day ends with the day before.
  /// - Throws: as `setUnit`; also for a move of somebody who works nowhere then.
  public func appoint(
    _ proof: Authorized<To.ManageUsers>, login: String, unit: String, isHead: Bool, isMain: Bool?, isMove: Bool = false, from: Day,
    through: Day?, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard let record = try store.person(login: login.lowercased()), !record.details.isDisabled else {
      throw organisationRefused([nobody(login)])
    }
    let running = organisation.appointments(of: record.id, on: from)
    let left = isMove ? running.filter(\.isMain) : []
    var reasons = dayReasons(from) + (through.map { dayReasons($0) } ?? [])
    if isMove, left.isEmpty {
      reasons.append(
        BilingualText(
          "\(record.name.chinese)在 \(from) 没有主要任职，谈不上调岗：去掉“调岗”",
          "\(record.name.english) has no main appointment on \(from) to move from: leave the move out"))
    }
    let isMain = isMain ?? (isMove || running.isEmpty)
    let one = Appointment(
      id: revision + 1, person: record.id, unit: unit, isHead: isHead, isMain: isMain, from: from, through: through)
    let place = organisation.unit(unit, on: from)
    let (chinese, english) = (place?.name ?? unit, place?.englishName ?? unit)
    let words =
      isHead
      ? BilingualText("\(record.name.chinese)任\(chinese)负责人（\(from) 起）", "\(record.name.english) heads \(english) from \(from)")
      : BilingualText("\(record.name.chinese)到\(chinese)任职（\(from) 起）", "\(record.name.english) works in \(english) from \(from)")
    return try changeOrganisation(.appoint(one, ends: left.map(\.id)), words, reasons, context)
  }

  /// Ends an appointment with a day, included.
  ///
  /// - Parameter day: nil: it was entered by mistake and never was.
  /// - Throws: `CycleError.organisationRefused` also for one that is not there, that ended before, or that had not begun by then.
  public func endAppointment(_ proof: Authorized<To.ManageUsers>, _ id: Int64, through day: Day?, context: CommandContext) throws
    -> CommandOutcome
  {
    if let earlier = try outcome(of: context) { return earlier }
    guard let one = organisation.appointments.first(where: { $0.id == id }) else {
      throw organisationRefused([BilingualText("没有编号 \(id) 的任职：刷新后再看", "there is no appointment \(id): look again after a refresh")])
    }
    var reasons = day.map { dayReasons($0) } ?? []
    if let day, let through = one.through, through <= day {
      reasons.append(BilingualText("这个任职 \(through) 已经结束：选更早的一天", "it ends on \(through) already: choose an earlier day"))
    }
    if let day, day < one.from {
      reasons.append(
        BilingualText(
          "这个任职 \(one.from) 才开始，不能在 \(day) 结束：选那天或以后，或者作为误录删除",
          "it begins on \(one.from) and cannot end on \(day): choose that day or a later one, or remove it as a mistake"))
    }
    let (unit, names) = (organisation.versions[one.unit]?.last, try approvalNames())
    let (person, place) = (names[one.person], (unit?.name ?? one.unit, unit?.englishName ?? one.unit))
    let words =
      day.map {
        BilingualText("\(person.chinese)在\(place.0)的任职到 \($0) 为止", "\(person.english) works in \(place.1) until \($0)")
      } ?? BilingualText("删除误录：\(person.chinese)在\(place.0)的任职", "removed as a mistake: \(person.english) in \(place.1)")
    return try changeOrganisation(.end(appointment: id, through: day ?? one.from.adding(days: -1)), words, reasons, context)
  }
}
