// SPDX-License-Identifier: Apache-2.0

extension ApprovalFlow {
  /// Everything that is wrong with the flow, in the order of its steps; empty when it may run.
  public func findings(knowing words: FlowVocabulary) -> [FlowFinding] {
    var findings = nodes.flatMap { ownFindings($0, words) }
    let starts = nodes.filter { if case .start = $0.kind { true } else { false } }
    if starts.isEmpty { findings.append(FlowFinding(.noStart, key)) }
    findings += starts.dropFirst().map { FlowFinding(.severalStarts, $0.id) }
    var seen: Swift.Set<String> = []
    findings += nodes.filter { !seen.insert($0.id).inserted }.map { FlowFinding(.repeatedNode, $0.id) }
    // Ways are only looked at where every step is there.
    guard findings.allSatisfy({ ![.noStart, .severalStarts, .repeatedNode, .unknownNode].contains($0.code) }) else { return findings }
    let cycles = cycleFindings
    findings += wayFindings + cycles
    if cycles.isEmpty { findings += parallelFindings + unapprovedFindings }
    return findings
  }

  private func ownFindings(_ node: FlowNode, _ words: FlowVocabulary) -> [FlowFinding] {
    var targets = node.next
    if case .parallel(_, let join) = node.kind { targets.append(join) }
    var findings = targets.filter { self.node($0) == nil }.map { FlowFinding(.unknownNode, node.id, $0) }
    switch node.kind {
    case .approve(let step, _):
      findings += approverFindings(step.approvers, node.id, words)
      let hours = step.limits.map(\.hours)
      findings += hours.filter { $0 < 1 || $0 > 24 * 366 }.map { FlowFinding(.limitNotPossible, node.id, String($0)) }
      findings += step.fields.sorted { $0.key < $1.key }.compactMap { part, right in
        guard let possible = words.parts[part] else { return FlowFinding(.unknownField, node.id, part) }
        return possible.contains(right) ? nil : FlowFinding(.rightNotPossible, node.id, part)
      }
    case .notify(let people, _): findings += approverFindings(people, node.id, words)
    case .branch(let branches, let otherwise):
      if branches.isEmpty || branches.contains(where: \.conditions.isEmpty) { findings.append(FlowFinding(.emptyBranch, node.id)) }
      if otherwise == nil { findings.append(FlowFinding(.noOtherwise, node.id)) }
      let fields = branches.flatMap { $0.conditions.map(\.field) }
      findings += fields.filter { !words.fields.contains($0) }.map { FlowFinding(.unknownField, node.id, $0) }
    case .parallel(let branches, let join):
      if branches.count < 2 || branches.contains(join) { findings.append(FlowFinding(.emptyBranch, node.id)) }
      if let other = self.node(join), case .join = other.kind {} else { findings.append(FlowFinding(.crossedParallel, node.id, join)) }
    case .start, .join, .end: break
    }
    return findings
  }

  private func approverFindings(_ approvers: [Approver], _ node: String, _ words: FlowVocabulary) -> [FlowFinding] {
    if approvers.isEmpty { return [FlowFinding(.noApprover, node)] }
    return approvers.compactMap { approver in
      switch approver {
      case .person(let id): words.people.contains(id) ? nil : FlowFinding(.unknownPerson, node, String(id))
      case .role(let role): words.roles.contains(role) ? nil : FlowFinding(.unknownRole, node, role)
      case .group(let group) where !words.groups.contains(group): FlowFinding(.unknownGroup, node, group)
      case .group(let group): words.unmannedGroups.contains(group) ? FlowFinding(.unmannedGroup, node, group) : nil
      case .field(let field): words.fields.contains(field) ? nil : FlowFinding(.unknownField, node, field)
      case .superior(let level): (1...20).contains(level) ? nil : FlowFinding(.levelNotPossible, node, String(level))
      case .departmentHead: words.fields.contains("department") ? nil : FlowFinding(.unknownField, node, "department")
      }
    }
  }

  /// Steps nobody comes to, and steps from which no end is reached.
  private var wayFindings: [FlowFinding] {
    var reached: Swift.Set<String> = []
    var pending = start.map { [$0.id] } ?? []
    while let id = pending.popLast() {
      if reached.insert(id).inserted { pending += node(id)?.next ?? [] }
    }
    var ending = Swift.Set(nodes.filter { $0.kind == .end }.map(\.id))
    var grows = true
    while grows {
      grows = false
      for node in nodes where !ending.contains(node.id) && node.next.contains(where: ending.contains) {
        ending.insert(node.id)
        grows = true
      }
    }
    return nodes.filter { !reached.contains($0.id) }.map { FlowFinding(.unreachable, $0.id) }
      + nodes.filter { !ending.contains($0.id) }.map { FlowFinding(.noWayOut, $0.id) }
  }

  /// Each step that leads back to itself.
  private var cycleFindings: [FlowFinding] {
    nodes.filter { origin in
      var seen: Swift.Set<String> = []
      var pending = origin.next
      while let id = pending.popLast() {
        if id == origin.id { return true }
        if seen.insert(id).inserted { pending += node(id)?.next ?? [] }
      }
      return false
    }.map { FlowFinding(.cycle, $0.id) }
  }

  /// A branch of a parallel step ends at its own join, and nobody comes in from outside.
  private var parallelFindings: [FlowFinding] {
    var found: [String: [String]] = [:]
    var crossed: Swift.Set<String> = []
    var pending: [(String, [String])] = start.map { [($0.id, [])] } ?? []
    while let (id, scope) = pending.popLast() {
      guard let node = node(id) else { continue }
      var own = scope
      if case .join = node.kind {
        if !isJoin(id, ofBranch: scope.last) { crossed.insert(id) }
        own = Array(scope.dropLast())
      }
      if case .end = node.kind, !scope.isEmpty { crossed.insert(id) }
      if let earlier = found[id] {
        if earlier != own { crossed.insert(id) }
        continue
      }
      found[id] = own
      if case .parallel(let branches, _) = node.kind {
        for (index, first) in branches.enumerated() { pending.append((first, own + ["\(id)#\(index)"])) }
      } else {
        pending += node.next.map { ($0, own) }
      }
    }
    return nodes.filter { crossed.contains($0.id) }.map { FlowFinding(.crossedParallel, $0.id) }
  }

  private func isJoin(_ id: String, ofBranch branch: String?) -> Bool {
    guard let branch, let opener = opener(of: branch), case .parallel(_, let join)? = node(opener)?.kind else { return false }
    return join == id
  }

  func opener(of branch: String) -> String? { branch.lastIndex(of: "#").map { String(branch[..<$0]) } }

  /// A way from start to end on which nobody is asked: what comes along it would approve itself.
  private var unapprovedFindings: [FlowFinding] {
    var seen: Swift.Set<String> = []
    var pending = start.map { [$0.id] } ?? []
    while let id = pending.popLast() {
      guard seen.insert(id).inserted, let node = node(id) else { continue }
      switch node.kind {
      case .approve: continue
      case .end: return [FlowFinding(.noApproval, id)]
      // Passed silently only when every branch can be: one that asks is enough.
      case .parallel(let branches, let join): if branches.allSatisfy({ silently($0, to: join) }) { pending.append(join) }
      default: pending += node.next
      }
    }
    return []
  }

  private func silently(_ from: String, to join: String) -> Bool {
    var seen: Swift.Set<String> = []
    var pending = [from]
    while let id = pending.popLast() {
      if id == join { return true }
      guard seen.insert(id).inserted, let node = node(id) else { continue }
      switch node.kind {
      case .approve, .end: continue
      case .parallel(let branches, let inner): if branches.allSatisfy({ silently($0, to: inner) }) { pending.append(inner) }
      default: pending += node.next
      }
    }
    return false
  }
}
