// SPDX-License-Identifier: Apache-2.0
import Access

extension OrganisationFault {
  func words(in organisation: Organisation, _ names: ApprovalNames) -> BilingualText {
    func called(_ id: String) -> BilingualText {
      organisation.versions[id]?.last.map { BilingualText($0.name, $0.englishName) } ?? BilingualText(name: id)
    }
    let own = called(unit)
    func person(_ id: Int64) -> BilingualText { names[id] }
    return switch kind {
    case .parentMissing(let parent):
      BilingualText(
        "\(own.chinese)的上级\(called(parent).chinese)在 \(day) 不存在", "\(called(parent).english), above \(own.english), is not there on \(day)")
    case .circle: BilingualText("\(own.chinese)会成为自己的下级（\(day)）", "\(own.english) would lie below itself on \(day)")
    case .misplaced(let parent):
      BilingualText("\(own.chinese)不能放在\(called(parent).chinese)下面", "\(own.english) cannot be a part of \(called(parent).english)")
    case .tooDeep:
      BilingualText(
        "\(own.chinese)以上超过 \(Organisation.limits.depth) 层", "above \(own.english) lie more than \(Organisation.limits.depth) levels")
    case .departmentTwice(let other):
      BilingualText(
        "\(own.chinese)和\(called(other).chinese)对应同一个预算部门（\(day)）",
        "\(own.english) and \(called(other).english) answer for the same department's budget on \(day)")
    case .notThere(let id):
      BilingualText(
        "\(person(id).chinese)任职的\(own.chinese)在 \(day) 不存在：先结束任职",
        "\(own.english), where \(person(id).english) works, is not there on \(day): end the appointment first")
    case .twoHeads(let first, let second):
      BilingualText(
        "\(own.chinese)在 \(day) 有两位负责人：\(person(first).chinese)、\(person(second).chinese)",
        "\(own.english) has two heads on \(day): \(person(first).english) and \(person(second).english)")
    case .twice(let id):
      BilingualText("\(person(id).chinese)在 \(day) 已在\(own.chinese)任职", "\(person(id).english) works in \(own.english) on \(day) already")
    case .twoMain(let id):
      BilingualText(
        "\(person(id).chinese)在 \(day) 有两个主要任职：先改另一个", "\(person(id).english) has two main appointments on \(day): change the other first")
    case .endsBeforeItBegins: BilingualText("任职的结束日早于开始日", "an appointment ends before it begins")
    case .tooMany:
      BilingualText(
        "超过上限：\(Organisation.limits.units) 个单元、\(Organisation.limits.groups) 个用户组、每组 \(Organisation.limits.members) 人",
        "above the bounds of \(Organisation.limits.units) units, \(Organisation.limits.groups) groups, \(Organisation.limits.members) members each"
      )
    }
  }
}
