// SPDX-License-Identifier: Apache-2.0
public import Access
import Journal

extension Workspace {
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
        reasons.append(nobody(login))
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
        BilingualText(
          "流程“\($0.chinese)”或它正在走的审批请这个组：先改流程、办完审批，再解散",
          "the flow “\($0.english)”, or an approval on its way along it, asks this group: change the flow and decide them first")
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
    return try changeOrganisation(.group(group), words, reasons, context)
  }
}
