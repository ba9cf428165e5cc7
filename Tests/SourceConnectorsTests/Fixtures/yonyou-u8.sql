-- A few rows under the names that the queries of Examples/sources/yonyou-u8 use. It is PostgreSQL, not U8.
CREATE TABLE SO_SOMain (ID int, dDate timestamp, cCusCode text, cPersonCode text, cVerifier text, dcreatesystime timestamp, dmodifysystime timestamp, dverifysystime timestamp);
CREATE TABLE SO_SODetails (ID int, iSOsID int, cSOCode text, iRowNo int, dPreDate timestamp, cInvCode text, iQuantity numeric(30,10), iTaxRate float8, iNatSum numeric(19,4), iNatMoney numeric(19,4), iNatTax numeric(19,4));
INSERT INTO SO_SOMain VALUES
  (1, '2026-11-01', 'C001', 'P1', '张三', '2026-11-01 09:00', NULL, '2026-11-02 10:00'), (2, '2026-11-03', 'C002', NULL, NULL, '2026-11-03 09:00', NULL, NULL);
INSERT INTO SO_SODetails VALUES
  (1, 11, 'XS001', 1, '2026-11-20', '01-001', 10, 13, 1130, 1000, 130), (1, 12, 'XS001', 2, NULL, '01-002', 2.5, 13, 28.25, 25, 3.25),
  (2, 21, 'XS002', 1, NULL, '01-001', 1, 13, 113, 100, 13);
CREATE TABLE rdrecord32 (ID int, cCode text, dDate timestamp, cCusCode text, cHandler text, dnmaketime timestamp, dnmodifytime timestamp, dnverifytime timestamp);
CREATE TABLE rdrecords32 (ID int, irowno int, cInvCode text, iQuantity numeric(30,10), iPrice numeric(19,4), iDLsID int);
CREATE TABLE DispatchLists (iDLsID int, iSOsID int, cSOCode text, iQuantity numeric(30,10), iNatSum numeric(19,4), iNatMoney numeric(19,4));
INSERT INTO rdrecord32 VALUES (5, 'CK001', '2026-11-05', 'C001', '李四', '2026-11-05 08:00', NULL, '2026-11-05 17:00');
INSERT INTO rdrecords32 VALUES (5, 1, '01-001', 4, 240, 51), (5, 2, '01-002', -1, -6, 52);
INSERT INTO DispatchLists VALUES (51, 11, 'XS001', 8, 904, 800), (52, 12, 'XS001', -1, -11.3, -10);
CREATE TABLE SaleBillVouch (SBVID int, cSBVCode text, dDate timestamp, cCusCode text, cVerifier text, dcreatesystime timestamp, dmodifysystime timestamp, dverifysystime timestamp);
CREATE TABLE SaleBillVouchs (SBVID int, irowno int, iDLsID int, cInvCode text, iQuantity numeric(30,10), iNatSum numeric(19,4), iNatMoney numeric(19,4), iNatTax numeric(19,4));
INSERT INTO SaleBillVouch VALUES (7, 'FP001', '2026-11-08', 'C001', '王五', '2026-11-08 08:00', '2026-11-09 08:00', '2026-11-08 12:00');
INSERT INTO SaleBillVouchs VALUES (7, 1, 51, '01-001', 4, 452, 400, 52);
CREATE TABLE Ap_CloseBill (cVouchID text, cVouchType text, cFlag text, dVouchDate timestamp, cDwCode text, cSSCode text, cDigest text, iAmount numeric(19,4), cCheckMan text, dcreatesystime timestamp, dmodifysystime timestamp, dverifysystime timestamp);
INSERT INTO Ap_CloseBill VALUES ('SK001', '48', 'AR', '2026-11-15', 'C001', '2', '货款', 452, '赵六', '2026-11-15 09:00', NULL, NULL),
  ('FK001', '49', 'AP', '2026-11-16', 'V001', '2', '材料款', 300.55, '赵六', '2026-11-16 09:00', NULL, NULL), ('TK001', '49', 'AR', '2026-11-17', 'C001', '2', '退款', 10, '赵六', '2026-11-17 09:00', NULL, NULL);
CREATE TABLE PO_Pomain (POID int, cPOID text, dPODate timestamp, cVenCode text, cVerifier text, cCloser text, cmaketime timestamp, cmodifytime timestamp, cAuditTime timestamp, dCloseTime timestamp);
CREATE TABLE PO_Podetails (POID int, ID int, ivouchrowno int, dArriveDate timestamp, cInvCode text, iQuantity numeric(30,10), iNatUnitPrice numeric(19,6), iPerTaxRate float8, iNatMoney numeric(19,4), iNatSum numeric(19,4), iReceivedQTY numeric(30,10), cbCloser text);
INSERT INTO PO_Pomain VALUES (9, 'CG001', '2026-10-20', 'V001', '钱七', NULL, '2026-10-20 09:00', NULL, '2026-10-21 09:00', NULL);
INSERT INTO PO_Podetails VALUES (9, 91, 1, '2026-11-02', '02-001', 100, 3.5, 13, 350, 395.5, 60, NULL), (9, 92, 2, '2026-11-02', '02-002', 1, 5, 13, 5, 5.65, 1, '钱七');
CREATE TABLE rdrecord01 (ID int, cCode text, dDate timestamp, cVenCode text, cOrderCode text, cHandler text, dnmaketime timestamp, dnmodifytime timestamp, dnverifytime timestamp);
CREATE TABLE rdrecords01 (ID int, irowno int, cInvCode text, iQuantity numeric(30,10), iPrice numeric(19,4), iPOsID int);
INSERT INTO rdrecord01 VALUES (6, 'RK001', '2026-11-02', 'V001', 'CG001', '孙八', '2026-11-02 09:00', NULL, '2026-11-02 10:00');
INSERT INTO rdrecords01 VALUES (6, 1, '02-001', 60, 210, 91);
CREATE TABLE CurrentStock (cInvCode text, cWhCode text, iQuantity numeric(30,10));
INSERT INTO CurrentStock VALUES ('01-001', '01', 5), ('01-001', '01', 7.5), ('01-001', '02', 1), ('02-001', '01', 60);
CREATE TABLE Inventory (cInvCode text, cInvName text, cInvCCode text, cComUnitCode text, bSelf int, bProxyForeign int, bSale int, iTaxRate float8, iSafeNum float8, dModifyDate timestamp, dSDate timestamp);
CREATE TABLE InventoryClass (cInvCCode text, cInvCName text);
CREATE TABLE ComputationUnit (cComunitCode text, cComUnitName text);
INSERT INTO Inventory VALUES ('01-001', '深沟球轴承', '01', '01', 1, 0, 1, 13, 20, '2026-06-01', '2020-01-01'), ('02-001', '钢球', '02', '02', 0, NULL, 0, NULL, NULL, NULL, '2020-01-01');
INSERT INTO InventoryClass VALUES ('01', '产成品'), ('02', '原材料');
INSERT INTO ComputationUnit VALUES ('01', '套'), ('02', '粒');
CREATE TABLE Customer (cCusCode text, cCusName text, cCCCode text, cDCCode text, iCusCreLine float8, cCusPPerson text, dModifyDate timestamp, dCusDevDate timestamp);
CREATE TABLE CustomerClass (cCCCode text, cCCName text);
INSERT INTO Customer VALUES ('C001', '北京云杉机械有限公司', '01', 'N', 500000, 'P1', NULL, '2019-05-01'), ('C002', '上海轴承行', NULL, NULL, NULL, NULL, '2026-01-01', '2019-05-01');
INSERT INTO CustomerClass VALUES ('01', '经销商');
CREATE TABLE Vendor (cVenCode text, cVenName text, dModifyDate timestamp, dVenDevDate timestamp);
INSERT INTO Vendor VALUES ('V001', '宁波钢球厂', NULL, '2019-05-01');
