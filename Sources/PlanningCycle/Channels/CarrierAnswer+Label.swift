// SPDX-License-Identifier: Apache-2.0

extension CarrierAnswer {
  /// What happened, for people.
  public var label: BilingualText {
    switch problem {
    case .none: outcome.label
    case .addressRefused: BilingualText("地址在内网或本机，已拒绝", "the address is private or this machine's own: refused")
    case .hostNotFound: BilingualText("找不到主机", "the host was not found")
    case .notConnected: BilingualText("连接不上", "no connection")
    case .timedOut: BilingualText("超时，没有应答", "no answer in time")
    case .tls: BilingualText("加密连接没有建立：证书不可信，或对方不支持", "no encrypted connection: the certificate is not trusted, or the server offers none")
    case .login: BilingualText("登录被拒：用户名或密码不对", "the sign-in was refused: user or password")
    case .redirected: BilingualText("对方要求转到别的地址，没有跟随", "the server points to another address, which is not followed")
    case .answerTooLong: BilingualText("应答太长，没有读完", "the answer is too long to be read")
    case .answerNotUnderstood:
      BilingualText("看不懂应答：多半不是这种机器人的地址", "the answer is not understood: it is probably no address of such a robot")
    case .messageTooLong: BilingualText("消息太长", "the message is too long")
    case .setting: BilingualText("渠道已关闭、未设好，或收件人已离开", "the channel is closed or not set up, or the person has left")
    }
  }
}

extension CarrierAnswer.Outcome {
  fileprivate var label: BilingualText {
    switch self {
    case .delivered: BilingualText("已送达", "delivered")
    case .refusedForNow: BilingualText("对方暂时不收", "refused for now")
    case .refusedForGood: BilingualText("对方拒收", "refused")
    case .unreachable: BilingualText("没有联系上", "not reached")
    case .stopped: BilingualText("已中断", "broken off")
    }
  }
}
