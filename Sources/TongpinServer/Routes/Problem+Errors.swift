// SPDX-License-Identifier: Apache-2.0
import Access
import Planning
import PlanningCycle
import SalesAnalytics
import Wire

extension Problem {
  /// Every error that may cross the door, as a problem; what is not known is an internal one without details.
  static func from(_ error: any Error) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as AccessError:
      return Problem(
        error.code.text, status: 403, title: ("没有权限", "not permitted"), detail: (chineseDetail(error), error.detail),
        hint: (chineseHint(error), error.hint), parameters: [("subject", .string(error.subject))])
    case let error as JSONReadError:
      return .request(
        error.code.rawValue, zh: "第 \(error.offset) 字节处不是可读的 JSON",
        en: "the body is no JSON we can read at byte \(error.offset)")
    case let error as StoreError: return from(store: error)
    case let error as ModelRefused:
      return Problem(
        "model.refused", status: 422, title: ("模型文本有错误，没有采用", "the model text has errors and was not taken"),
        detail: ("\(error.findings.count) 处", "\(error.findings.count) findings"),
        hint: ("逐条改正后再提交", "correct them one by one and try again"),
        parameters: [("findings", JSON(error.findings) { $0.json })])
    case let error as ScenarioConflicts:
      return Problem(
        "scenario.conflicts", status: 409, title: ("情景和计划改了相同的单元格", "the scenario and the plan changed the same cells"),
        detail: ("\(error.total) 处", "\(error.total) cells"),
        hint: ("选择保留计划的数，或采用情景的数", "keep the plan's numbers, or take the scenario's"),
        parameters: [("conflicts", JSON(error.inputs) { $0.json }), ("total", JSON(error.total))])
    case let error as PlanningError: return problem(CycleError(error))
    case let error as CycleError: return problem(error)
    case let fault as SourceFault:
      return Problem(
        fault.code.rawValue, status: 422, title: (fault.title.chinese, fault.title.english),
        detail: (fault.sentence.chinese, fault.sentence.english), hint: (fault.hint.chinese, fault.hint.english))
    case let error as SalesAnalysisError:
      return Problem(
        error.code.text, status: 422, title: ("这个问题没有答案", "this question has no answer"), detail: (error.chinese, error.english),
        parameters: [("subject", .string(error.subject))])
    case is ServerBusy:
      return Problem("server.busy", status: 503, title: ("服务器正忙，请稍候重试", "the server is busy; try again"))
    default:
      return Problem("server.internal", status: 500, title: ("服务器内部错误", "internal error"))
    }
  }

  private static func chineseDetail(_ error: AccessError) -> String {
    let right = error.permission.map { "“\($0.label.chinese)”" } ?? ""
    switch error.code {
    case .permissionMissing: return "您的角色没有\(right)这项权限"
    case .outsideScope where error.permission != nil: return "\(right)是全公司的事，您的数据范围只是其中一部分"
    case .outsideScope: return "“\(error.subject)”不全在您的数据范围内"
    case .personInactive: return "登录名 \(error.subject) 已停用"
    case .passwordTooShort:
      let counts = error.detail.split(whereSeparator: { !$0.isNumber })
      return counts.count == 2 ? "密码至少 \(counts[0]) 个字符，现在 \(counts[1]) 个" : "密码太短"
    case .passwordTooPlain: return "大写字母、小写字母、数字、其他字符，密码至少要有其中三类"
    case .passwordTooLong: return "密码至多 \(PasswordPolicy.maximumBytes) 字节"
    case .passwordTooCommon: return "这个密码太常见，会最先被人猜到"
    case .passwordContainsLogin: return "密码里含有登录名"
    default: return ""
    }
  }

  private static func chineseHint(_ error: AccessError) -> String {
    switch error.code {
    case .permissionMissing: "请管理员换角色，或请有这项权限的同事来做"
    case .outsideScope: "请管理员放宽数据范围，或请范围更大的同事来做"
    case .personInactive: "请管理员重新启用"
    case .passwordTooPlain: "在好记的词里加一个大写字母、数字或符号"
    default: "换一个长一些、与登录名无关的；三四个好记的词就行"
    }
  }

  private static func from(store error: StoreError) -> Problem {
    let status =
      switch error.code {
      case .idempotencyKeyReused: 422
      case .notFound: 404
      case .nameTaken, .superseded: 409
      case .diskFull: 507
      case .outcomeUnknown, .readOnly: 503
      default: 500
      }
    return Problem(
      error.code.text, status: status, title: ("数据没有写入", "the data was not written"),
      detail: (error.code == .superseded ? "写入期间，同一类数据被别人改了" : error.detail, error.detail),
      hint: (error.code == .superseded ? "这次什么也没有保存，请再导入一次" : error.hint, error.hint))
  }

  private static func problem(_ error: CycleError) -> Problem {
    Problem(
      error.code.text,
      status: error.code.isConflict
        ? 409
        : [
          .scenarioNotKnown, .threadNotKnown, .ruleNotKnown, .outboxNotKnown, .sourceNotKnown, .heldBatchNotKnown, .qualityRuleNotKnown,
          .reportNotKnown, .viewNotKnown,
        ]
        .contains(error.code) ? 404 : error.code == .releaseNotYours ? 403 : 422,
      title: (error.title.chinese, error.title.english), detail: (error.detail.chinese, error.detail.english),
      hint: (error.hint.chinese, error.hint.english),
      parameters: error.parameters.map { ($0.name, .string($0.value)) })
  }
}
