// Names in English that are not spelled by pinyin: countries, places, companies, institutions, persons of the news.
// Facts only; “name=中文” pairs. Names spelled by pinyin (“Danyang”) are looked for in the index instead.

export const NAMES = `
china=中国; chinese=中国; prc=中国; mainland=内地; chinese mainland=中国内地; hong kong=香港; hong kong stock exchange=港交所; macau=澳门; macao=澳门; taiwan=台湾
inner mongolia=内蒙古; tibet=西藏; xinjiang=新疆; shaanxi=陕西; shanxi=山西; heilongjiang=黑龙江; harbin=哈尔滨; urumqi=乌鲁木齐; lhasa=拉萨; hohhot=呼和浩特; kashgar=喀什
yangtze river=长江; yangtze river delta=长三角; yangtze=长江; pearl river delta=珠三角; pearl river=珠江; yellow river=黄河; greater bay area=大湾区; canton=广州
guangdong-hong kong-macao greater bay area=粤港澳大湾区; beijing-tianjin-hebei=京津冀; bohai=渤海; south china sea=南海; east china=华东; south china=华南; north china=华北
central china=华中; northeast china=东北; southwest china=西南; northwest china=西北; hainan free trade port=海南自由贸易港; suzhou industrial park=苏州工业园区
lingang special area=临港新片区; lin-gang special area=临港新片区; lin-gang=临港; pudong new area=浦东新区; xiongan new area=雄安新区; xiongan=雄安; zhongguancun=中关村
united states=美国; us=美国; u.s=美国; usa=美国; america=美国; american=美国; europe=欧洲; european=欧洲; european union=欧盟; eu=欧盟; eurozone=欧元区; asia=亚洲; asian=亚洲
arab=阿拉伯; africa=非洲; african=非洲; latin america=拉美; middle east=中东; southeast asia=东南亚; asean=东盟; central asia=中亚; asia-pacific=亚太; brics=金砖国家; rcep=RCEP; opec=欧佩克
japan=日本; japanese=日本; korea=韩国; south korea=韩国; south korean=韩国; korean=韩国; north korea=朝鲜; india=印度; indian=印度; singapore=新加坡; malaysia=马来西亚
malaysian=马来西亚; indonesia=印度尼西亚; indonesian=印尼; thailand=泰国; thai=泰国; vietnam=越南; vietnamese=越南; philippines=菲律宾; cambodia=柬埔寨; laos=老挝; myanmar=缅甸
bangladesh=孟加拉国; pakistan=巴基斯坦; pakistani=巴基斯坦; sri lanka=斯里兰卡; nepal=尼泊尔; mongolia=蒙古国; kazakhstan=哈萨克斯坦; uzbekistan=乌兹别克斯坦; kyrgyzstan=吉尔吉斯斯坦
turkmenistan=土库曼斯坦; tajikistan=塔吉克斯坦; russia=俄罗斯; russian=俄罗斯; ukraine=乌克兰; belarus=白俄罗斯; georgia=格鲁吉亚; armenia=亚美尼亚; azerbaijan=阿塞拜疆; turkey=土耳其
turkish=土耳其; iran=伊朗; iraq=伊拉克; israel=以色列; israeli=以色列; saudi arabia=沙特; saudi=沙特; uae=阿联酋; united arab emirates=阿联酋; qatar=卡塔尔; kuwait=科威特; oman=阿曼
egypt=埃及; algeria=阿尔及利亚; morocco=摩洛哥; tunisia=突尼斯; ethiopia=埃塞俄比亚; kenya=肯尼亚; tanzania=坦桑尼亚; uganda=乌干达; nigeria=尼日利亚; ghana=加纳; angola=安哥拉
zambia=赞比亚; zimbabwe=津巴布韦; south africa=南非; congo=刚果; mozambique=莫桑比克; namibia=纳米比亚; germany=德国; german=德国; france=法国; french=法国; britain=英国; british=英国
uk=英国; united kingdom=英国; england=英国; scotland=苏格兰; ireland=爱尔兰; italy=意大利; italian=意大利; spain=西班牙; spanish=西班牙; portugal=葡萄牙; netherlands=荷兰; dutch=荷兰
belgium=比利时; luxembourg=卢森堡; switzerland=瑞士; swiss=瑞士; austria=奥地利; hungary=匈牙利; hungarian=匈牙利; poland=波兰; polish=波兰; czech=捷克; czech republic=捷克
slovakia=斯洛伐克; serbia=塞尔维亚; croatia=克罗地亚; slovenia=斯洛文尼亚; romania=罗马尼亚; bulgaria=保加利亚; greece=希腊; greek=希腊; sweden=瑞典; swedish=瑞典; norway=挪威
norwegian=挪威; denmark=丹麦; danish=丹麦; finland=芬兰; iceland=冰岛; estonia=爱沙尼亚; latvia=拉脱维亚; lithuania=立陶宛; canada=加拿大; canadian=加拿大; mexico=墨西哥
mexican=墨西哥; brazil=巴西; brazilian=巴西; argentina=阿根廷; chile=智利; peru=秘鲁; colombia=哥伦比亚; bolivia=玻利维亚; ecuador=厄瓜多尔; venezuela=委内瑞拉; panama=巴拿马
cuba=古巴; australia=澳大利亚; australian=澳大利亚; new zealand=新西兰; papua new guinea=巴布亚新几内亚; fiji=斐济
new york=纽约; washington=华盛顿; california=加州; texas=得克萨斯; florida=佛罗里达; ohio=俄亥俄; michigan=密歇根; arizona=亚利桑那; silicon valley=硅谷; wall street=华尔街
london=伦敦; paris=巴黎; berlin=柏林; munich=慕尼黑; frankfurt=法兰克福; hamburg=汉堡; moscow=莫斯科; tokyo=东京; osaka=大阪; seoul=首尔; bangkok=曼谷; jakarta=雅加达
kuala lumpur=吉隆坡; hanoi=河内; manila=马尼拉; new delhi=新德里; mumbai=孟买; tamil nadu=泰米尔纳德; gujarat=古吉拉特; karnataka=卡纳塔克; bengaluru=班加罗尔; bangalore=班加罗尔
dubai=迪拜; abu dhabi=阿布扎比; riyadh=利雅得; cairo=开罗; geneva=日内瓦; zurich=苏黎世; vienna=维也纳; budapest=布达佩斯; warsaw=华沙; milan=米兰; rome=罗马; madrid=马德里
barcelona=巴塞罗那; lisbon=里斯本; amsterdam=阿姆斯特丹; rotterdam=鹿特丹; brussels=布鲁塞尔; sydney=悉尼; melbourne=墨尔本; toronto=多伦多; vancouver=温哥华; sao paulo=圣保罗
byd=比亚迪; catl=宁德时代; contemporary amperex technology=宁德时代; alibaba=阿里巴巴; tencent=腾讯; baidu=百度; jd=京东; jd.com=京东; meituan=美团; pinduoduo=拼多多; bytedance=字节跳动
xiaomi=小米; huawei=华为; zte=中兴; lenovo=联想; haier=海尔; midea=美的; gree=格力; tcl=TCL; hisense=海信; boe=京东方; smic=中芯国际; dji=大疆; nio=蔚来; xpeng=小鹏; li auto=理想汽车
geely=吉利; great wall motor=长城汽车; saic=上汽; faw=一汽; dongfeng motor=东风汽车; gac=广汽; baic=北汽; changan=长安; chery=奇瑞; evergrande=恒大; evergrande auto=恒大汽车
country garden=碧桂园; vanke=万科; wanda=万达; fosun=复星; sinopec=中国石化; petrochina=中国石油; cnpc=中国石油; cnooc=中国海油; sinochem=中化; china mobile=中国移动
china unicom=中国联通; china telecom=中国电信; state grid=国家电网; cgn=中广核; cgn mining=中广核矿业; china general nuclear=中广核; china railway=中国中铁; crrc=中国中车; cosco=中远
china minmetals=中国五矿; minmetals=五矿; cofco=中粮; citic=中信; citic securities=中信证券; huatai securities=华泰证券; guotai junan=国泰君安; haitong securities=海通证券
china merchants=招商局; china merchants bank=招商银行; ping an=平安; icbc=工商银行; bank of china=中国银行; china construction bank=建设银行; agricultural bank of china=农业银行
bank of communications=交通银行; china life=中国人寿; china huarong=中国华融; huarong=华融; state power investment corporation=国家电投; spic=国家电投; huaneng=华能; datang=大唐
three gorges=三峡; longi=隆基; trina solar=天合光能; jinko=晶科; ja solar=晶澳; sungrow=阳光电源; gotion=国轩; eve energy=亿纬锂能; calb=中创新航; svolt=蜂巢能源; wuxi apptec=药明康德
ganfeng lithium=赣锋锂业; tianqi lithium=天齐锂业; zijin mining=紫金矿业; cmoc=洛阳钼业; baowu=宝武; baosteel=宝钢; sany=三一; zoomlion=中联重科; xcmg=徐工; comac=中国商飞
moutai=茅台; yili=伊利; mengniu=蒙牛; tsingtao=青岛啤酒; budweiser=百威; anheuser-busch=百威; tesla=特斯拉; volkswagen=大众; volkswagen group=大众集团; bmw=宝马; mercedes-benz=奔驰
mercedes=奔驰; audi=奥迪; porsche=保时捷; toyota=丰田; honda=本田; nissan=日产; mazda=马自达; hyundai=现代汽车; kia=起亚; ford=福特; general motors=通用汽车; gm=通用汽车; renault=雷诺
stellantis=斯特兰蒂斯; volvo=沃尔沃; bosch=博世; continental=大陆集团; zf=采埃孚; siemens=西门子; basf=巴斯夫; bayer=拜耳; sap=思爱普; airbus=空客; boeing=波音; rolls-royce=罗罗
apple=苹果; google=谷歌; microsoft=微软; amazon=亚马逊; facebook=脸书; intel=英特尔; nvidia=英伟达; amd=AMD; qualcomm=高通; micron=美光; ibm=IBM; oracle=甲骨文; cisco=思科; openai=OpenAI
tsmc=台积电; foxconn=富士康; hon hai=鸿海; samsung=三星; sk hynix=SK海力士; lg=LG; sony=索尼; panasonic=松下; toshiba=东芝; hitachi=日立; canon=佳能; softbank=软银; arm=ARM; asml=阿斯麦
exxonmobil=埃克森美孚; shell=壳牌; bp=BP; totalenergies=道达尔能源; saudi aramco=沙特阿美; aramco=阿美; bhp=必和必拓; rio tinto=力拓; vale=淡水河谷; glencore=嘉能可; air liquide=法液空
astrazeneca=阿斯利康; pfizer=辉瑞; novartis=诺华; roche=罗氏; merck=默克; sanofi=赛诺菲; johnson & johnson=强生; moderna=莫德纳; novo nordisk=诺和诺德; eli lilly=礼来; gsk=葛兰素史克
nestle=雀巢; unilever=联合利华; procter & gamble=宝洁; p&g=宝洁; l'oreal=欧莱雅; loreal=欧莱雅; estee lauder=雅诗兰黛; coca-cola=可口可乐; pepsi=百事; starbucks=星巴克; mcdonald=麦当劳
kfc=肯德基; yum china=百胜中国; walmart=沃尔玛; carrefour=家乐福; costco=开市客; ikea=宜家; lego=乐高; disney=迪士尼; nike=耐克; adidas=阿迪达斯; uniqlo=优衣库; lvmh=LVMH
goldman sachs=高盛; jpmorgan=摩根大通; jp morgan=摩根大通; jpmorgan chase=摩根大通; morgan stanley=摩根士丹利; citigroup=花旗; citi=花旗; bank of america=美国银行; ubs=瑞银
credit suisse=瑞信; hsbc=汇丰; standard chartered=渣打; barclays=巴克莱; deutsche bank=德意志银行; blackrock=贝莱德; schroders=施罗德; temasek=淡马锡; sequoia=红杉; kkr=KKR
deloitte=德勤; pwc=普华永道; kpmg=毕马威; ernst & young=安永; mckinsey=麦肯锡; moody=穆迪; fitch=惠誉; nippon yusen=日本邮船; nyk=日本邮船; nyk line=日本邮船; maersk=马士基
imf=国际货币基金组织; international monetary fund=国际货币基金组织; world bank=世界银行; wto=世贸组织; world trade organization=世贸组织; united nations=联合国; un=联合国; oecd=经合组织
iea=国际能源署; international energy agency=国际能源署; federal reserve=美联储; fed=美联储; ecb=欧洲央行; european central bank=欧洲央行; asian infrastructure investment bank=亚投行
aiib=亚投行; asian development bank=亚开行; unctad=联合国贸发会议; boao forum=博鳌论坛; state council=国务院; ministry of commerce=商务部; mofcom=商务部; ministry of finance=财政部
ministry of industry and information technology=工业和信息化部; miit=工信部; ndrc=国家发改委; national development and reform commission=国家发展改革委; pboc=中国人民银行
people's bank of china=中国人民银行; national bureau of statistics=国家统计局; state administration of foreign exchange=国家外汇管理局; safe=国家外汇管理局; csrc=证监会
china securities regulatory commission=证监会; general administration of customs=海关总署; ministry of foreign affairs=外交部; state administration for market regulation=市场监管总局
state-owned assets supervision and administration commission=国资委; sasac=国资委; communist party=共产党; peking university=北京大学; tsinghua university=清华大学; tsinghua=清华大学
fudan university=复旦大学; zhejiang university=浙江大学; shanghai jiao tong university=上海交通大学; chinese academy of sciences=中国科学院; shanghai stock exchange=上交所
shenzhen stock exchange=深交所; beijing stock exchange=北交所; canton fair=广交会; china international import expo=进博会; ciie=进博会
xi jinping=习近平; li qiang=李强; biden=拜登; trump=特朗普; obama=奥巴马; putin=普京; macron=马克龙; scholz=朔尔茨; merkel=默克尔; modi=莫迪; kishida=岸田文雄; lula=卢拉; musk=马斯克
elon musk=马斯克; zelensky=泽连斯基; yellen=耶伦; powell=鲍威尔; blinken=布林肯; raimondo=雷蒙多; tim cook=库克; bill gates=比尔·盖茨; jack ma=马云; ren zhengfei=任正非; buffett=巴菲特
`
