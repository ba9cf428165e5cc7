// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars

extension OrganisationFault {
  /// What is wrong, where, from when on, and what to do about it.
  func words(in organisation: Organisation, _ names: ApprovalNames) -> BilingualText {
    func called(_ id: String) -> BilingualText {
      organisation.versions[id]?.last.map { BilingualText($0.name, $0.englishName) } ?? BilingualText(name: id)
    }
    let own = called(unit)
    return switch kind {
    case .parentMissing(let parent): missing(parent, called(parent), own, in: organisation)
    case .circle:
      BilingualText(
        "\(own.chinese)从 \(day) 起会成为自己的下级：换一个上级单元", "\(own.english) would lie below itself from \(day): choose another unit above it")
    case .misplaced(let parent):
      BilingualText(
        "\(own.chinese)不能放在\(called(parent).chinese)下面（\(day) 起）：公司放在集团或公司下，部门和岗位不能放在岗位下",
        "\(own.english) cannot be a part of \(called(parent).english) from \(day): companies lie in groups or companies, nothing lies in a post"
      )
    case .tooDeep:
      BilingualText(
        "\(own.chinese)以上超过 \(Organisation.limits.depth) 层：放到更上一级",
        "above \(own.english) lie more than \(Organisation.limits.depth) levels: place it higher")
    case .departmentTwice(let other):
      BilingualText(
        "\(own.chinese)和\(called(other).chinese)对应同一个预算部门（\(day) 起）：只留一个对应",
        "\(own.english) and \(called(other).english) answer for the same department's budget from \(day): let one of them go")
    case .notThere(let person): notThere(names[person], own, in: organisation)
    case .twoHeads(let first, let second):
      BilingualText(
        "\(own.chinese)在 \(day) 有两位负责人：\(names[first].chinese)、\(names[second].chinese)；先结束前一位",
        "\(own.english) has two heads on \(day), \(names[first].english) and \(names[second].english): end the earlier appointment first")
    case .twice(let id):
      BilingualText(
        "\(names[id].chinese)在 \(day) 已在\(own.chinese)任职：先结束原来的",
        "\(names[id].english) works in \(own.english) on \(day) already: end that first")
    case .twoMain(let id):
      BilingualText(
        "\(names[id].chinese)在 \(day) 有两个主要任职：选“调岗”，或把新的设为兼任",
        "\(names[id].english) has two main appointments on \(day): move them, or make the new one an appointment besides")
    case .endsBeforeItBegins:
      BilingualText(
        "\(own.chinese)的任职 \(day) 开始，结束日却更早：结束日不早于开始日",
        "the appointment in \(own.english) begins on \(day) and ends before: the last day is not before the first")
    case .tooMany:
      BilingualText(
        "超过上限：\(Organisation.limits.units) 个单元、\(Organisation.limits.groups) 个用户组、每组 \(Organisation.limits.members) 人",
        "above the bounds of \(Organisation.limits.units) units, \(Organisation.limits.groups) groups, \(Organisation.limits.members) members each"
      )
    }
  }

  private func missing(_ id: String, _ parent: BilingualText, _ own: BilingualText, in organisation: Organisation) -> BilingualText {
    guard let versions = organisation.versions[id] else {
      return BilingualText(
        "\(own.chinese)的上级“\(id)”不存在：先建它，或换一个", "“\(id)”, above \(own.english), is not there: make it first, or choose another")
    }
    if let first = versions.first?.from, day < first {
      return BilingualText(
        "\(own.chinese)的上级\(parent.chinese)从 \(first) 起才有：\(own.chinese)不能从 \(day) 起放在它下面",
        "\(parent.english), above \(own.english), begins on \(first): nothing lies below it from \(day)")
    }
    return BilingualText(
      "\(own.chinese)的上级\(parent.chinese)在 \(day) 已撤销：换一个上级，或先把\(own.chinese)移走或撤销",
      "\(parent.english), above \(own.english), is closed on \(day): choose another, or move or close \(own.english) first")
  }

  private func notThere(_ person: BilingualText, _ own: BilingualText, in organisation: Organisation) -> BilingualText {
    guard let versions = organisation.versions[unit] else {
      return BilingualText("没有编码为“\(unit)”的单元，\(person.chinese)不能到那里任职", "there is no unit “\(unit)” for \(person.english) to work in")
    }
    if let first = versions.first(where: { !$0.isClosed })?.from, day < first {
      return BilingualText(
        "\(own.chinese)从 \(first) 起才有，\(person.chinese)不能从 \(day) 起在那里任职：选那天或以后",
        "\(own.english) begins on \(first), \(person.english) cannot work there from \(day): choose that day or a later one")
    }
    return BilingualText(
      "\(own.chinese)在 \(day) 已撤销，\(person.chinese)还在那里任职：任职到撤销前一天为止，或换一个单元",
      "\(own.english) is closed on \(day) while \(person.english) works there: end the appointment the day before, or choose another unit")
  }
}
