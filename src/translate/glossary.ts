// English words of the economy and of news, with the Chinese that such news uses. Data only; own selection.
// “phrase=中文” pairs; the phrase is compared by stems, so one form of a word stands for all. Order means nothing.

/** Things, properties and qualities; what stands for nothing in Chinese has an empty right side. */
export const NOUNS = `
investment=投资; total investment=总投资; investment amount=投资额; amount of investment=投资额; investor=投资者; invest=投资
planned investment=计划投资; fixed asset investment=固定资产投资; fixed-asset investment=固定资产投资
private investment=民间投资; outbound investment=对外投资; overseas investment=境外投资; outward investment=对外投资
foreign investment=外资; foreign direct investment=外商直接投资; fdi=外资|FDI|外商直接投资; foreign capital=外资; foreign funds=外资
inward investment=外资; foreign-invested enterprise=外商投资企业; foreign-invested company=外商投资企业
foreign-funded enterprise=外资企业; foreign-funded company=外资企业; foreign-funded=外资; foreign-invested=外商投资
foreign enterprise=外资企业; foreign company=外资企业; foreign firm=外资企业; foreign business=外资企业; foreign=外国
contracted foreign capital=合同外资; utilized foreign capital=实际使用外资; foreign investor=外国投资者
actual use of foreign capital=实际使用外资; use of foreign capital=使用外资; paid-in=实缴; paid-in foreign capital=外资到账
capital=资金; fund=基金|资金; funding=资金; money=资金; registered capital=注册资本; venture capital=风险投资; own funds=自有资金
industrial fund=产业基金; industry fund=产业基金; private equity=私募; private fund=私募基金; mutual fund=公募基金; hedge fund=对冲基金
financing=融资; round of financing=轮融资; funding round=轮融资; series a=A轮; series b=B轮; series c=C轮; angel round=天使轮
proceeds=募集资金; raised fund=募集资金; valuation=估值; market value=市值; market capitalization=市值; market cap=市值
stake=股份|股权|持股; equity=股权; equity stake=股权; shareholding=持股; shareholder=股东; largest shareholder=第一大股东; share=份额
controlling shareholder=控股股东; actual controller=实际控制人; stock=股票; share price=股价; stock price=股价; bond=债券; dividend=分红
offering=发行; issue price=发行价格; offering price=发行价格; offer price=发行价格; target price=目标价; closing price=收盘价
ipo=IPO; initial public offering=首次公开发行; listing=上市; stock exchange=证券交易所; star market=科创板; chinext=创业板
main board=主板; sponsor=保荐机构; underwriter=承销商; prospectus=招股说明书; securities firm=证券公司|券商; brokerage=券商|证券公司; broker=券商|证券公司
revenue=营业收入|营收|收入; operating revenue=营业收入|营收; operating income=营业收入; income=收入; sales=销售额|销售|销量; sales revenue=销售收入; turnover=营业额|成交额|营业收入
sales volume=销量; profit=利润; net profit=净利润|纯利; gross profit=毛利; gross margin=毛利率; net loss=净亏损; loss=亏损; earnings=盈利
cash=现金; cash flow=现金流; debt=债务; liability=负债; asset=资产; net asset=净资产; total asset=总资产; debt ratio=负债率; loan=贷款
cost=成本|投资|费用; total cost=总成本; price=价格|价|股价; fee=费用; tax=税; tax revenue=税收; tariff=关税; interest rate=利率; exchange rate=汇率; inflation=通胀
fiscal revenue=财政收入; budget=预算; subsidy=补贴|补助; grant=补助; deposit=存款; fine=罚款; penalty=处罚; compensation=赔偿; toll=通行费
amount=金额; total amount=总额; value=价值; worth=价值|金额; number=数量; quantity=数量; size=规模; scale=规模; total=总|总共; volume=量; figure=数据
output value=产值; annual output value=年产值; output=产量; annual output=年产量; industrial output=工业产值; yield=产量; value added=增加值
industrial added value=工业增加值; added value=增加值; gdp=GDP|地区生产总值|生产总值; gross domestic product=国内生产总值; economy=经济; economic=经济
capacity=产能|容量|能力; production capacity=产能; annual production capacity=年产能; annual capacity=年产能; full capacity=达产; installed capacity=装机容量
total capacity=总容量; storage capacity=储能容量; production=生产; mass production=量产; manufacture=制造; manufacturing=制造业; manufacturer=制造商
trade=贸易; foreign trade=外贸; export=出口; import=进口; import and export=进出口; total import and export=进出口总额; trade volume=贸易额
export value=出口额; surplus=顺差; deficit=逆差; trade surplus=贸易顺差; customs=海关; market=市场; market share=市场份额; export market=出口市场
consumption=消费; retail sales=零售额; demand=需求; supply=供应; supply chain=供应链; order=订单; inventory=库存; goods=货物; product=产品
growth=增长; growth rate=增速; increase=增长; rise=增长; decrease=下降; decline=下降; drop=下降; fall=下降; year-on-year=同比; yoy=同比
year on year=同比; compared with a year earlier=同比; from a year earlier=同比; month-on-month=环比; quarter-on-quarter=环比; month on month=环比
percentage=百分比; percent=百分比; proportion=占比; ratio=比例; rate=率; percentage point=个百分点; per capita=人均; average=平均
project=项目; key project=重点项目; major project=重大项目; industrial project=产业项目; investment project=投资项目; phase=期; batch=批
phase one=一期; phase two=二期; phase three=三期; phase i=一期; phase ii=二期; phase iii=三期; first phase=一期; second phase=二期
third phase=三期; phase 1=一期; phase 2=二期; phase 3=三期; first batch=首批; construction=建设; construction period=工期; building=建筑
under construction=在建; new=新; newly=新; plant=工厂|厂; factory=工厂|厂; new plant=新工厂; workshop=车间; production line=生产线; line=线; base=基地
production base=生产基地; facility=设施; equipment=设备; machine=机器; machinery=机械; warehouse=仓库; headquarters=总部; headquarter=总部
regional headquarters=地区总部; branch=分公司; subsidiary=子公司; wholly-owned subsidiary=全资子公司; parent company=母公司; affiliate=附属公司
joint venture=合资公司; company=公司|企业; firm=公司|企业; enterprise=企业|公司; business=企业; corporation=公司; conglomerate=集团; group=集团; unit=单位
listed company=上市公司; private enterprise=民营企业; private company=民营企业; state-owned enterprise=国有企业; startup=初创企业
start-up=初创企业; small and medium-sized enterprise=中小企业; sme=中小企业; industrial enterprise=工业企业; high-tech enterprise=高新技术企业
high-tech company=高新技术企业; technology company=科技企业; unicorn=独角兽; developer=开发商; contractor=承包商; supplier=供应商; operator=运营商
customer=客户; client=客户; partner=合作伙伴; competitor=竞争对手; bidder=投标人; winning bidder=中标单位; winning bid=中标金额; bid=投标; tender=招标
zone=区; development zone=开发区|经开区; economic development zone=经济开发区|经开区|开发区; economic and technological development zone=经济技术开发区|经开区
economic and technical development zone=经济技术开发区; high-tech zone=高新区|高新技术产业开发区; high-tech industrial development zone=高新技术产业开发区
free trade zone=自贸区; pilot free trade zone=自贸试验区; free trade port=自由贸易港; free-trade zone=自贸区; ftz=自贸区; bonded zone=保税区
comprehensive bonded zone=综合保税区; bonded=保税; new area=新区; special area=新片区; demonstration zone=示范区; industrial park=产业园|工业园|工业园区; park=园区
industrial zone=工业区; science park=科技园; science and technology park=科技园; software park=软件园; high-tech park=高新园区; cooperation zone=合作区
special economic zone=经济特区; logistics park=物流园; innovation center=创新中心; center=中心; centre=中心; innovation centre=创新中心; hub=枢纽
data center=数据中心; research institute=研究院; institute=研究所; laboratory=实验室; lab=实验室; academy=研究院; research center=研究中心|研发中心
r&d=研发|研究开发; r&d center=研发中心; r&d centre=研发中心; research and development=研发; research and development center=研发中心; research=研究
r&d spending=研发投入; r&d investment=研发投入; r&d expenditure=研发费用; innovation=创新; patent=专利; technology=技术; science=科技; standard=标准
university=大学; college=学院; school=学校; hospital=医院; bank=银行; central bank=中央银行; insurance=保险; insurer=保险公司; museum=博物馆
government=政府; local government=地方政府; ministry=部; commission=委员会; committee=委员会; authority=部门; regulator=监管部门; department=部门
bureau=局; agency=机构; institution=机构; organization=组织; association=协会; alliance=联盟; chamber of commerce=商会; union=联盟; council=理事会
policy=政策; measure=措施|举措; plan=计划|规划|方案; action plan=行动计划; program=项目|计划; programme=计划; law=法律|法; regulation=条例; rule=规定|规则|条例; negative list=负面清单
draft=草案; notice=通知; report=报告; survey=调查; document=文件; opinion=意见; guideline=指引; license=许可; permit=许可; approval=批准; incentive=激励
target=目标; goal=目标; annual target=年度目标; task=任务; result=结果; performance=业绩; forecast=预计; estimate=预计; reason=原因; impact=影响
agreement=协议|协定; framework agreement=框架协议; strategic cooperation agreement=战略合作协议; cooperation agreement=合作协议; contract=合同
memorandum=备忘录; memorandum of understanding=谅解备忘录; deal=交易|协议; transaction=交易; cooperation=合作; partnership=合作; merger=合并
acquisition=收购; merger and acquisition=并购; m&a=并购; takeover=收购; restructuring=重组; bankruptcy=破产; lawsuit=诉讼; auction=拍卖
conference=大会|会议; meeting=会议; forum=论坛; summit=峰会; expo=博览会; fair=交易会|博览会; exhibition=展会; ceremony=仪式; press conference=新闻发布会
signing ceremony=签约仪式; groundbreaking ceremony=开工仪式; groundbreaking=开工; import expo=进博会; competition=大赛; event=活动; game=游戏|比赛
news=新闻; announcement=公告; statement=声明; date=日期; time=时间; place=地点; location=地点; name=名称; list=名单; ranking=排名; rank=排名; area=面积
floor area=建筑面积; total floor area=总建筑面积; gross floor area=总建筑面积; building area=建筑面积; construction area=建筑面积; site area=占地面积
land area=占地面积; covered area=占地面积; construction scale=建设规模; total area=总面积; planned area=规划面积; land=土地; land plot=地块; plot=地块
parcel=地块; industrial land=工业用地; real estate=房地产; property=房地产; housing=住房; apartment=公寓; office building=写字楼; hotel=酒店; mall=商场
length=长度; total length=全长; height=高度; width=宽度; depth=深度; weight=重量; speed=速度; speed limit=限速; distance=距离; duration=期限; term=期限
people=人; person=人; resident=居民; population=人口; employee=员工|职工|人员; staff=员工|职工|人员; worker=工人|员工; labor=劳动力; workforce=员工; job=就业岗位|工作岗位|岗位|就业; position=岗位
employment=就业; unemployment rate=失业率; talent=人才; expert=专家; student=学生; graduate=毕业生; tourist=游客; passenger=旅客; visitor=参观者
ceo=CEO|首席执行官; chief executive=首席执行官|CEO|行政总裁; chief executive officer=首席执行官|CEO; chairman=董事长|主席; chairwoman=董事长; chair=主席; chairperson=主席
president=总裁|总统|主席|会长|校长; vice president=副总裁; general manager=总经理; deputy general manager=副总经理; director=主任|董事|局长|厅长; executive director=执行董事; founder=创始人
deputy director=副主任; secretary=书记|秘书; party secretary=党委书记; mayor=市长; deputy mayor=副市长; vice mayor=副市长; governor=省长; minister=部长
vice minister=副部长; spokesperson=发言人; spokesman=发言人; spokeswoman=发言人; analyst=分析师; economist=经济学家; chief economist=首席经济学家
legal representative=法定代表人; cfo=首席财务官; manager=经理; leader=领导; official=官员; executive=高管; prime minister=总理; premier=总理; head=负责人|主任|局长
fund manager=基金经理; board secretary=董事会秘书; board=董事会; chief engineer=总工程师; entrepreneur=企业家; team=团队; reporter=记者; author=作者
industry=产业|行业; leading industry=主导产业; sector=行业|领域|产业; field=领域|油气田|气田; cluster=集群; industrial cluster=产业集群; industrial chain=产业链; chain=链
advanced manufacturing=先进制造业; high-tech=高新技术; high-tech industry=高技术产业; high-tech manufacturing=高技术制造业; service industry=服务业
emerging industry=新兴产业; strategic emerging industry=战略性新兴产业; digital economy=数字经济; intelligent manufacturing=智能制造; digital=数字
smart manufacturing=智能制造; artificial intelligence=人工智能; ai=人工智能|AI; big data=大数据; cloud computing=云计算; internet of things=物联网
internet=互联网; software=软件; hardware=硬件; information technology=信息技术; electronic information=电子信息; electronics=电子; electronic=电子
semiconductor=半导体; chip=芯片|半导体; integrated circuit=集成电路; wafer=晶圆; chipmaker=芯片制造商; display=显示; optoelectronic=光电; optoelectronics=光电
panel=面板; component=零部件; electronic component=电子元件; part=零部件; auto part=汽车零部件; material=材料; new material=新材料; raw material=原材料
car=汽车; automobile=汽车; auto=汽车; vehicle=汽车; automaker=车企; carmaker=车企; electric vehicle=电动汽车|电动车|新能源汽车; electric car=电动汽车|电动车; ev=电动汽车|新能源汽车|电动车
new energy vehicle=新能源汽车; new-energy vehicle=新能源汽车; nev=新能源汽车; battery=电池; power battery=动力电池; lithium battery=锂电池; lithium=锂
lithium-ion battery=锂离子电池; energy storage=储能; charging station=充电站; charging pile=充电桩; charger=充电桩; motor=汽车; engine=发动机; truck=卡车
energy=能源; new energy=新能源; clean energy=清洁能源; renewable energy=可再生能源; green energy=绿色能源; power=电力|电; electricity=电|电力|电量; hydrogen=氢能
electric=电; power station=电站; power plant=电厂; power generation=发电; solar=光伏|太阳能; solar energy=太阳能; solar project=光伏项目; solar power=光伏发电
photovoltaic=光伏|太阳能; pv=光伏; solar panel=光伏组件; module=组件; wind power=风电; wind farm=风电场; offshore wind=海上风电; nuclear power=核电; hydropower=水电
nuclear=核; pumped storage=抽水蓄能; coal=煤炭; oil=石油|原油|油; crude oil=原油; natural gas=天然气; gas=天然气; lng=LNG; petrochemical=石化; refinery=炼厂
chemical=化工; steel=钢铁; iron=铁; iron ore=铁矿石; copper=铜; aluminum=铝; gold=黄金; rare earth=稀土; mine=矿山; mining=矿业; mineral=矿产; ore=矿
cogeneration=热电联产; combined heat and power=热电联产; combined cycle=联合循环; heating=供热; heat=热; steam=蒸汽; grid=电网; power grid=电网
carbon=碳; carbon emission=碳排放; carbon dioxide=二氧化碳; emission=排放; environment=环境; environmental protection=环保; pollution=污染; green=绿色
sewage=污水; sewage treatment=污水处理; sewage treatment plant=污水处理厂; wastewater treatment plant=污水处理厂; water=水; waste=垃圾
medicine=医药; drug=药品|药物|新药; pharmaceutical=医药; biomedicine=生物医药; biopharmaceutical=生物医药; biotechnology=生物技术; vaccine=疫苗; medical=医疗
medical device=医疗器械; medical equipment=医疗设备; health=健康; healthcare=医疗; clinical trial=临床试验; traditional chinese medicine=中药; patient=患者
food=食品; beverage=饮料; beer=啤酒; brewery=啤酒厂; liquor=白酒; milk=牛奶; dairy=乳制品; wine=葡萄酒; grain=粮食; agriculture=农业; agricultural=农业; farm=农场
farmer=农民; fruit=水果; tea=茶叶; textile=纺织; clothing=服装; garment=服装; paper=纸; papermaking=造纸; furniture=家具; toy=玩具; plastic=塑料; glass=玻璃
cement=水泥; ceramic=陶瓷; rubber=橡胶; home appliance=家电; appliance=家电; robot=机器人; drone=无人机; satellite=卫星; aerospace=航空航天; aviation=航空
aircraft=飞机; airplane=飞机; ship=船; vessel=船; shipbuilding=造船; tugboat=拖船; tug=拖船; port=港口|港; container=集装箱; terminal=码头|航站楼; airport=机场; airline=航空公司
cargo=货物; cargo terminal=货站; cargo throughput=货物吞吐量; throughput=吞吐量; passenger throughput=旅客吞吐量; freight=货运; logistics=物流; route=航线
railway=铁路; high-speed railway=高铁; high-speed rail=高铁; railway station=火车站; train=列车; freight train=班列; intercity railway=城际铁路; rail=铁路
metro=地铁; subway=地铁; station=站|车站; road=道路|公路|路; highway=公路; expressway=高速公路|高速; ring road=环路; bridge=大桥; tunnel=隧道; underground=地下; bus=公交
transport=交通; transportation=交通; traffic=交通; infrastructure=基础设施; water supply=供水; city=城市; county=县; district=区; town=镇; village=村; province=省
township=乡; street=街道; subdistrict=街道; municipality=市; region=地区; country=国家; border=边境; river=河; lake=湖; island=岛; sea=海; mountain=山; bay=湾区
tourism=旅游; culture=文化; cultural=文化; education=教育; sport=体育; finance=金融; financial=金融; financial institution=金融机构; green finance=绿色金融
service=服务; service platform=服务平台; platform=平台; e-commerce=电商; cross-border e-commerce=跨境电商; cross-border=跨境; retail=零售; store=门店
retailer=零售商; shop=商店; brand=品牌; advertising=广告; media=传媒; film=电影; video=视频; mobile phone=手机; smartphone=智能手机; phone=手机; computer=电脑
telecom=电信; network=网络; 5g base station=5G基站; base station=基站; security=证券; human resource=人力资源; consulting=咨询; law firm=律师事务所
accounting firm=会计师事务所; foreign exchange=外汇; foreign exchange settlement=结汇; foreign exchange reserve=外汇储备; currency=货币; rmb=人民币
risk=风险; opportunity=机会; advantage=优势; problem=问题; safety=安全; quality=质量; efficiency=效率; business environment=营商环境; level=水平
year=年; annual=年; yearly=年; per year=每年; a year=每年; annually=每年; per day=每天; a day=每天; daily=每日; monthly=每月; per month=每月; quarter=季度; month=月
yuan=元; renminbi=人民币; dollar=美元; us dollar=美元; u.s dollar=美元; hong kong dollar=港元; euro=欧元; yen=日元; day=天; week=周; hour=小时; minute=分钟; kilometer=公里; km=公里; meter=米; metre=米; square meter=平方米; square metre=平方米; square kilometer=平方公里; ton=吨
tonne=吨; hectare=公顷; acre=英亩; mu=亩; megawatt=兆瓦; mw=兆瓦; kilowatt=千瓦; kwh=千瓦时; kilowatt-hour=千瓦时; gwh=GWh; liter=升; barrel=桶
first=第一; second=第二; third=第三; largest=最大; biggest=最大; highest=最高; lowest=最低; most=最多; fastest=最快; main=主要; major=主要; key=重点; top=前
domestic=国内; overseas=海外; international=国际; global=全球; world=世界; national=全国; provincial=省; municipal=市; local=当地; public=公共; private=民营
central=中央; joint=联合; strategic=战略; special=专项; official=官方; actual=实际; cumulative=累计; expected=预计; planned=计划; estimated=预计; projected=预计
annualized=年化; initial=首次; final=最终; current=目前; currently=目前; now=目前; so far=累计; latest=最新; recent=近期; recently=近期; already=已; total of=总共
smart=智能; intelligent=智能; advanced=先进; modern=现代; high-end=高端; high-quality=高质量; low-carbon=低碳; large=大型; small=小; permanent=永久; side=侧
east=东; west=西; south=南; north=北; eastern=东部; western=西部; southern=南部; northern=北部; defense=防卫; defence=防卫; military=军事; aid=援助
distributed=分布式; underground space=地下空间; main structure=主体结构; structure=结构; makeshift hospital=方舱医院; treatment=处理; maker=制造商; expansion=扩建
upgrade=升级; transformation=转型; development=发展; high-quality development=高质量发展; reform=改革; opening-up=开放; belt and road=一带一路; free trade=自由贸易
free trade agreement=自贸协定; zero tariff=零关税; most-favored=最惠; rural=乡村; urban=城镇; rural revitalization=乡村振兴; poverty=贫困; charity=慈善; donation=捐赠
per share=每股; state=国家; direct=直接; generative=生成式; matter=事项; unit 1=1号机组; unit 2=2号机组; unit 3=3号机组; fourth=第四; fifth=第五; sixth=第六; seventh=第七; eighth=第八; ninth=第九; tenth=第十; direct investment=直接投资; actually=实际; link=连接线; double=双; fuel=燃料; fangcang=方舱; fangcang hospital=方舱医院; venture=风险投资; venture firm=风投公司; venture capital firm=风投公司; vc=风投; foundation=基金会; studio=工作室; bike lane=自行车道; ammonia=氨; methanol=甲醇
reserve=储量|储备; proven reserve=探明储量; proven=探明; acceleration=加速; executive order=行政令; order=订单|命令; in total=一共; a total of=共; altogether=一共; in all=一共; felt=毛毯
purpose=用途|目的; use of proceeds=募集资金用途; lead underwriter=主承销商; bookrunner=簿记管理人; cornerstone investor=基石投资者; strategic investor=战略投资者; lead investor=领投方
institutional investor=机构投资者; retail investor=散户; individual investor=个人投资者; net inflow=净流入; net outflow=净流出; inflow=流入; outflow=流出; capital increase=增资; buyback=回购
share buyback=股份回购; pledge=质押; convertible bond=可转债; green bond=绿色债券; special bond=专项债; government bond=国债; treasury bond=国债; maturity=期限; coupon rate=票面利率; coupon=票面利率
asset management=资产管理; assets under management=管理规模|资产管理规模; management fee=管理费; net asset value=净值; nav=净值; return=收益率|回报; yield rate=收益率; index=指数; etf=ETF; reit=REIT
reits=REITs; futures=期货; option=期权; warrant=认股权证; margin=保证金; credit rating=信用评级; rating=评级; credit=信贷|信用; credit line=授信; collateral=抵押; mortgage=按揭; rent=租金; lease=租赁
gross domestic product growth=GDP增长; growth target=增长目标; quarter-on-quarter growth=环比增长; cpi=CPI; ppi=PPI; pmi=PMI; money supply=货币供应量; m2=M2; reserve requirement ratio=存款准备金率
social financing=社会融资; new loan=新增贷款; trade war=贸易战; sanction=制裁; export control=出口管制; entity list=实体清单; anti-dumping=反倾销; restriction=限制; restricted sector=限制领域; ban=禁令
semiconductor=半导体; chip=芯片; wafer=晶圆; integrated circuit=集成电路; gpu=GPU; display=显示; display panel=显示面板; panel=面板; led=LED; oled=OLED; sensor=传感器; laser=激光; optical=光学; fiber=光纤
electronic component=电子元件; electronic information=电子信息; electronics=电子; consumer electronics=消费电子; circuit board=电路板; printed circuit board=印制电路板; server=服务器; software=软件; hardware=硬件
app=APP; application=应用; algorithm=算法; large model=大模型; large language model=大模型; computing power=算力; supercomputer=超级计算机; quantum=量子; blockchain=区块链; metaverse=元宇宙; virtual reality=虚拟现实
cathode material=正极材料; anode material=负极材料; cathode=正极; anode=负极; electrolyte=电解液; separator=隔膜; lithium carbonate=碳酸锂; lithium iron phosphate=磷酸铁锂; lithium battery=锂电池; lithium=锂
power battery=动力电池; energy storage=储能; energy storage battery=储能电池; solid-state battery=固态电池; sodium-ion battery=钠离子电池; fuel cell=燃料电池; hydrogen=氢; hydrogen energy=氢能; green hydrogen=绿氢
charging station=充电站; charging pile=充电桩; battery swap station=换电站; silicon=硅; polysilicon=多晶硅; monocrystalline=单晶; solar cell=光伏电池; inverter=逆变器; wind turbine=风机; blade=叶片; turbine=涡轮机
nickel=镍; cobalt=钴; zinc=锌; tin=锡; silver=白银; tungsten=钨; titanium=钛; magnesium=镁; graphite=石墨; phosphorus=磷; potash=钾肥; fertilizer=化肥; pesticide=农药; coating=涂料; resin=树脂; fiberboard=纤维板
ethylene=乙烯; polyester=聚酯; nylon=尼龙; polypropylene=聚丙烯; carbon fiber=碳纤维; new material=新材料; material=材料; raw material=原材料; alloy=合金; stainless steel=不锈钢; casting=铸造; mold=模具
bearing=轴承; valve=阀门; pump=泵; engine=发动机; motor=电机; gearbox=变速箱; tire=轮胎; tyre=轮胎; auto part=汽车零部件; automotive part=汽车零部件; auto parts=汽车零部件; spare part=零部件; component=元件|零部件
automaker=车企; carmaker=车企; truck=卡车; motorcycle=摩托车; bicycle=自行车; electric vehicle=电动汽车; ev=电动汽车; new energy vehicle=新能源汽车; new energy=新能源; nev=新能源汽车; autonomous driving=自动驾驶
self-driving=自动驾驶; vehicle=汽车|车; car=汽车; crane=起重机; excavator=挖掘机; machine tool=机床; elevator=电梯; instrument=仪器; kitchen=厨房; bathroom=卫浴; lighting=照明; packaging=包装; printing=印刷
hotel group=酒店集团; scenic area=景区; scenic spot=景区; theme park=主题公园; stadium=体育场; library=图书馆; theater=剧院; concert=演唱会; festival=节; games=运动会; olympic=奥运; asian games=亚运会; visa=签证
kindergarten=幼儿园; primary school=小学; middle school=中学; vocational=职业; campus=校区; scholarship=奖学金; professor=教授; academician=院士; scientist=科学家; doctor=医生|博士; nurse=护士; surgery=手术
hospital bed=床位; bed=床位; clinic=诊所; pharmacy=药店; virus=病毒; cancer=癌症; diabetes=糖尿病; antibody=抗体; gene=基因; cell therapy=细胞治疗; insulin=胰岛素; innovative drug=创新药; api=原料药; disease=疾病
elderly care=养老; pension=养老金; child=儿童; woman=女性; youth=青年; family=家庭; household=户; community=社区; volunteer=志愿者; charity fund=慈善基金; housing price=房价; home sales=住房销售; floor=层; storey=层
reservoir=水库; dam=大坝; canal=运河; irrigation=灌溉; flood=洪水; drought=干旱; earthquake=地震; typhoon=台风; rainfall=降雨; wildfire=山火; fire=火灾; forest=森林; forestry=林业; fishery=渔业; fishing=渔业
pig=生猪; pork=猪肉; beef=牛肉; chicken=鸡; egg=鸡蛋; soybean=大豆; corn=玉米; wheat=小麦; rice=大米|水稻; cotton=棉花; sugar=糖; vegetable=蔬菜; flower=花卉; seed=种子; coffee=咖啡; durian=榴莲; tobacco=烟草
pipeline=管道; oil field=油田; oilfield=油田; gas field=气田; field=领域|油气田; drilling=钻井; platform rig=钻井平台; offshore=海上; deepwater=深水; ethane=乙烷; diesel=柴油; gasoline=汽油; biomass=生物质; waste-to-energy=垃圾发电
electricity=电力|电|发电量; electricity consumption=用电量; energy=能源; energy consumption=能耗; power=电力|电; clean energy=清洁能源; renewable energy=可再生能源; renewable=可再生能源; transformer=变压器; cable=电缆
ultra-high voltage=特高压; substation=变电站; wharf=码头; berth=泊位; dock=码头; shipping line=航线; shipping=航运; ferry=轮渡; yacht=游艇; cruise ship=邮轮; flight=航班; air route=航线; runway=跑道; parking lot=停车场
parking space=停车位; bike=自行车; light rail=轻轨; carriage=车厢; interchange=互通; toll station=收费站; lane=车道; service area=服务区; corridor=走廊; land port=口岸; china-europe freight train=中欧班列; sea-rail=海铁联运
express delivery=快递; parcel delivery=快递; express=快递; courier=快递; supermarket=超市; restaurant=餐厅|餐饮; catering=餐饮; convenience store=便利店; duty-free=免税; duty-free shop=免税店; luxury=奢侈品; cosmetics=化妆品
jewelry=珠宝; shoe=鞋; footwear=鞋; sportswear=运动服; luggage=箱包; watch=手表; camera=摄像头|相机; tv=电视; television=电视; air conditioner=空调; refrigerator=冰箱; washing machine=洗衣机; tablet=平板
video game=电子游戏; esports=电竞; livestream=直播; live streaming=直播; short video=短视频; music=音乐; book=图书; newspaper=报; magazine=杂志; website=网站; user=用户; subscriber=用户; member=会员; account=账户
monthly active user=月活跃用户; data=数据; information=信息; information technology=信息技术; cybersecurity=网络安全; personal information=个人信息; privacy=隐私; intellectual property=知识产权; trademark=商标; copyright=版权
invention patent=发明专利; prize=奖; award=奖; gold award=金奖; gold medal=金牌; medal=奖牌; winner=获奖者; top 500=500强; fortune 500=世界500强; fortune global 500=世界500强; world 500=世界500强; honor=荣誉; title=称号
founding=成立; establishment=成立; launch=启动; completion=竣工; delivery=交付; entry=进入; exit=退出; resignation=辞职; appointment=任命; visit=访问; speech=讲话; interview=采访; trip=访问; delegation=代表团
ambassador=大使; consul general=总领事; foreign minister=外长; finance minister=财政部长; commerce minister=商务部长; central bank governor=央行行长; bank governor=行长; congress=国会; parliament=议会; court=法院; judge=法官
supreme court=最高法院; police=警方; army=军队; election=选举; war=战争; conflict=冲突; ceasefire=停火; refugee=难民; treaty=条约; constitution=宪法; bill=法案; act=法案; amendment=修正案; white paper=白皮书; blue book=蓝皮书
five-year plan=五年规划; 14th five-year plan=十四五; three-year action plan=三年行动计划; implementation plan=实施方案; pilot=试点; pilot program=试点; pilot city=试点城市; pilot zone=试验区; trial=试点; special fund=专项资金
social security=社会保障; minimum wage=最低工资; wage=工资; salary=工资|薪资; bonus=奖金; tax cut=减税; tax refund=退税; vat=增值税; value-added tax=增值税; income tax=所得税; tax rate=税率; tax incentive=税收优惠; stamp duty=印花税
personal income tax=个人所得税; corporate income tax=企业所得税; preferential policy=优惠政策; one-stop=一站式; service center=服务中心; market entity=经营主体|市场主体; business license=营业执照; registration=注册; registered=注册
registered company=注册企业; above designated size=规模以上; industrial enterprise above designated size=规模以上工业企业; specialized and sophisticated=专精特新; little giant=小巨人; gazelle=瞪羚; incubator=孵化器; accelerator=加速器
academic=学术; workstation=工作站; achievement=成果; breakthrough=突破; milestone=里程碑; feature=特点; function=功能; type=类型; kind=种; model=车型|型号|模式; series=系列; version=版本; generation=代; range=续航|范围; top speed=最高时速
driving range=续航里程; mileage=里程; power output=功率; voltage=电压; temperature=温度; diameter=直径; thickness=厚度; tonnage=吨位; deadweight=载重; throughput capacity=吞吐能力; processing capacity=处理能力; daily capacity=日处理能力
investment promotion=招商引资|招商; investment attraction=招商引资; investment fair=投洽会; investment agreement=投资协议; investment return=投资回报; investment plan=投资计划; investment fund=投资基金; sovereign wealth fund=主权财富基金
sovereign fund=主权基金; pension fund=养老基金; social security fund=社保基金; guidance fund=引导基金; government guidance fund=政府引导基金; fund size=基金规模; fund company=基金公司; trust=信托; wealth management=理财; securities=证券
public offering=公开发行; private placement=定向增发; rights issue=配股; subscription=认购; allotment=配售; trading day=交易日; trading volume=成交量; transaction volume=交易额; transaction value=交易金额; consideration=代价; premium=溢价
discount=折扣; commission fee=佣金; interest=利息|利率; principal=本金; bad loan=不良贷款; non-performing loan ratio=不良贷款率; capital adequacy ratio=资本充足率; solvency=偿付能力; claim=索赔; default=违约; writedown=减值
impairment=减值; depreciation=贬值|折旧; appreciation=升值; recession=衰退; recovery=复苏; slowdown=放缓; bubble=泡沫; crisis=危机; bankruptcy protection=破产保护; layoff=裁员; shutdown=停产; strike=罢工; recall=召回; accident=事故
`

/** What is done; after an auxiliary or “to” these are preferred to the nouns. */
export const VERBS = `
invest=投资|投入|斥资; put into=投入|投资; pour=投入; inject=注资; spend=花费; pay=支付|斥资|缴纳; cost=花费|投资|耗资; raise=募集|融资|提高|筹集; fund=资助; finance=融资; lend=贷款|发放; borrow=借款; donate=捐赠|捐助
sign=签约|签署|签订; ink=签署; contract=签约; sign a contract=签约; sign an agreement=签署协议; reach an agreement=达成协议; cooperate=合作; partner=合作; work with=合作
break ground=开工|动工|奠基; start construction=开工|动工; begin construction=开工; commence construction=开工; construction start=开工; construction begin=开工; kick off=启动
build=建设; construct=建设; set up=设立|成立; establish=成立|设立|新设|建立; found=成立|创立; create=创造; form=组建; launch=启动|推出|发布; start=开始; begin=开始; open=开业|开放|开通|开幕|开园; unveil=揭牌; inaugurate=揭牌
put into operation=投产|投用|投入使用|投运; put into production=投产; go into operation=投入运营; go into production=投产; start production=投产; begin production=投产; enter production=投产
start operation=投入运营; begin operation=投入运营; operational=投用; put into use=投入使用; come into use=投入使用; be completed=竣工|完工|建成|完成; complete=完成|竣工|建成|完工; finish=完成|竣工
top out=封顶; connect to the grid=并网; deliver=交付; hand over=交付; resume=恢复; produce=生产|产出|年产; manufacture=制造; mass-produce=量产; make=生产|制造; process=处理; generate=产生|发电|创造
supply=供应; export=出口; import=进口; sell=销售|出售|转让|售; buy=购买|收购; purchase=购买; acquire=收购|取得; take over=收购; merge=合并; transfer=转让; own=拥有; hold=持有; control=控股
list=上市; go public=上市; issue=发行|印发|发布; be listed=上市; delist=退市; trade=交易; sponsor=保荐; underwrite=承销; pledge=承诺; commit=承诺; promise=承诺; guarantee=保证
grow=增长|上升; increase=增长|增加|提高; rise=增长|上涨|上升; climb=增长; surge=增长; jump=增长; expand=扩大; fall=下降|下跌; drop=下降|下跌; decline=下降; decrease=下降; shrink=下降; slump=下降; cut=削减|减少|降低
double=翻番; reach=达到; exceed=超过; surpass=超过; hit=达到; total=合计; amount to=达到; account for=占; make up=占; rank=排名|位居|排; come to=达到; stand at=达到; record=录得
attract=吸引|引进; introduce=引进; bring in=引进; draw=吸引; win=获得|竞得|中标|赢得; receive=获得|收到|接待; get=获得|得到; gain=获得; obtain=获得; earn=赚; secure=获得; award=授予; grant=授予; bid=投标
win the bid=中标; win the bidding=中标; win the tender=中标; lose=亏损; apply=申请; approve=批准|获批|审批; authorize=批准; pass=通过; reject=否决; ban=禁止; prohibit=禁止
allow=允许; restrict=限制; suspend=暂停; cancel=取消; terminate=终止; withdraw=退出; close=关闭; shut=关闭; stop=停止; end=结束; fine=罚款; punish=处罚; investigate=调查
announce=宣布|公布; release=发布|公布; publish=发布; disclose=披露; report=报告; say=表示; state=表示; claim=称; reveal=透露; propose=提出; suggest=建议; warn=警告; call for=呼吁
plan=计划|拟|将; intend=拟|计划; aim=力争; target=目标; expect=预计; forecast=预计; estimate=预计; predict=预测; hope=希望; strive=力争; prepare=筹备; decide=决定; consider=考虑
cover=覆盖|占地|涉及; occupy=占地; cover an area of=占地; span=占地; locate=位于|坐落; situate=位于; base=总部; headquarter=总部; settle=落户; land=落地; move=搬迁; relocate=搬迁
hold=举办|举行|持有; host=举办|主办|承办; organize=组织; take place=举行; attend=出席; participate=参加|参与; join=参加|加入|参与; visit=考察; meet=会见; speak=讲话; exhibit=参展; sponsor an event=赞助
appoint=任命|任|聘任; become=任|成为|当选; name=任命; elect=当选; lead=领导; chair=主持; head=领导; manage=管理; resign=辞职; step down=卸任; replace=接替; serve as=担任; run=运营; operate=运营
employ=雇用|就业|员工; hire=招聘|聘用; recruit=招聘; lay off=裁员; train=培训; serve=服务; help=帮助; support=支持; promote=推动; encourage=鼓励; improve=提升|改善|提高; develop=开发; design=设计
upgrade=升级; use=使用|利用; utilize=利用; apply for=申请; recognize=认定; certify=认证; identify=认定; select=入选; rate=评级; change=变化; reduce=减少; save=节约; store=储存
contain=包含; include=包括; involve=涉及; consist of=包括; comprise=包括; offer=提供; provide=提供; give=给予; allocate=安排; distribute=发放; collect=收取; charge=收费|收取|充电
need=需要; require=要求; take=花费; last=持续; rely=依靠; depend=依赖; implement=实施; take effect=施行|实施|生效; come into force=施行|实施|生效; come into effect=施行|实施|生效; enter into force=生效; carry out=开展
enter=进入; leave=退出; carry=运输; ship=运输; transport=运输; test=测试; discover=发现; find=发现; win approval=获批; go live=上线; convert=改装; renovate=改造; modify=改装
actually use=实际使用; actually utilize=实际利用; newly establish=新设; newly add=新增; newly sign=新签; add=新增; come from=来自; come=来; go=去; see=; have=有; know=; think=认为
founded=成立|创立; create jobs=创造就业; work=从事|工作|就业; pilot=试点; list on=上市; debut=上市|亮相; float=上市; subscribe=认购; redeem=赎回; repurchase=回购; dispose=处置|出售; divest=出售; spin off=分拆; restructure=重组
dissolve=解散; liquidate=清算; file=提交; sue=起诉; settle a lawsuit=和解; seize=查封; arrest=逮捕; violate=违反; delay=推迟; postpone=推迟; extend=延长; renew=续签; restart=重启; resume production=复产; halt=暂停; halve=减半; triple=增长两倍
quadruple=增长三倍; outperform=跑赢; average=平均; peak=达到峰值; rebound=反弹; recover=恢复; slow=放缓; accelerate=加快; boost=提振|促进; strengthen=加强; deepen=深化; facilitate=便利; optimize=优化; simplify=简化; shorten=缩短
install=安装; equip=配备; accommodate=容纳; house=容纳; park=停放; connect=连接; link=连接; pass through=穿越; run through=贯穿; cross=跨越; stretch=全长; extend to=延伸; start from=起; arrive=抵达; depart=出发; fly=飞
grow crops=种植; harvest=收获; breed=养殖; mine=开采; extract=开采; refine=炼化; drill=钻; treat=处理; recycle=回收; emit=排放; burn=燃烧; power=供电; heat=供热; drive=驱动; assemble=组装; pack=包装; weave=织造
research=研究; study=研究; invent=发明; patent=专利; verify=验证; inspect=检查|考察; audit=审计; assess=评估; evaluate=评估; review=审查; examine=审查; register=注册|登记; file for=申请; qualify=符合; rank first=位居第一; top=位居
reward=奖励; subsidize=补贴; exempt=免除|免征; refund=退还; levy=征收; impose=征收|实施; raise tariffs=加征关税; lift=取消; ease=放宽; relax=放宽; tighten=收紧; regulate=监管; govern=管理; oversee=监管; monitor=监测; supervise=监督
co-host=共同举办; co-found=联合创立; co-invest=共同投资; jointly build=共建; jointly invest=共同投资; jointly establish=共同设立; take part in=参加; be held=举行; kick-off=启动; open to traffic=通车; go into service=投入使用; enter service=投入使用
begin service=投入运营; enter operation=投入运营; come online=投产; go on sale=上市|开售; hit the market=上市; deliver a speech=致辞; elect as=当选; promote to=升任; succeed=接任; retire=退休; die=去世; graduate=毕业; born=出生
contribute=贡献|出资; chip in=出资; bet on=押注; back=支持; underpin=支撑; earmark=安排; set aside=安排; budget=预算; spend on=投入; shell out=斥资; fork out=斥资; worth=价值; value=估值; price=定价; quote=报价; sell for=售价
`
