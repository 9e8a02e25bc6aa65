"""Words that people use for the same thing when they ask about a career.

Each line is one group, in no order and of any part of speech. A search for one
word of a group also finds the others, at a lower weight, so that “promoted”
leads to what is written about advancing. The groups are about careers in
general, in English; the names of a guide's own things are its alternative labels.
"""

GROUPS = """
ability aptitude genius know-how skill smart strength talent
abreast current date latest modern newest news recent relevant trend update
academia academic lab research
academic faculty lecturer professor university
accreditation badge cert certificate certified credential exam licence license nanodegree
accuracy assess benchmark evaluate metric overfitting performance precision
acquaintance connection contact linkedin meet meetup network socialise socialize
adoption advocate buy-in champion convince evangelist influence persuade persuasion
advance climb growth ladder onward plateau progress promotion rise rung stuck
advantage benefit edge perk plus upside
advertisement applicant apply employer
advertisement candidate employer headhunter hire hr interview recruit referral unemployed vacancy
advice adviser advisor advisory consult contractor freelance independent self-employed
affordable cheap cost fee free gratis pdf price
age date obsolete old outdated replaced rusty stale
agile budget deadline estimate milestone overdue plan schedule scope sprint timeline
ai artificial
aim direction goal mission objective priority roadmap strategic strategy
algebra arithmetic calculus equation geometry mathematics maths numeracy numerate sums trigonometry
algorithm method procedure technique
alliance association committee consortia consortium guild standard union
alone independently lonely solo
alongside colleague coworker partner staff teammate workmate
amazon aws azure cloud
analysis analyst analytics insight
analytical assumption critical doubt logic reasoning sceptical skeptical suspicious
apprentice apprenticeship intern internship placement trainee
architect architecture blueprint design
answer ask forum question thread
article dissertation journal paper publication publish thesis
articulate communicate conversation listening storytelling
arts biology chemistry economics humanities physics subject
assignment chore duty involve responsibility task
attitude culture ethos mindset
audience keynote lecture panel podcast speak speaker speech talk
audio chatbot dictation linguistic natural speech text translation voice
author blog blogger newsletter write writer
autodidact bootcamp hands-on portfolio self-taught
automate decade demand forecast future market outlook prospect robot saturated shortage
available cancelled discontinued ended exist expire offered retired scrapped sold valid withdrawn
award compete competition contest hackathon kaggle leaderboard prize tournament win
backend java legacy
bachelor campus college dropout freshman semester undergrad undergraduate uni university
basics foundation fundamentals groundwork intro introduction
begin commence kick-off start
beginner entry first fresher inexperienced junior leaver newbie newcomer noob novice rookie starter
bias ethics fair honest moral
big huge large massive scale
bonus compensation income pay raise reward rich salary substantial wage wealthy
book ebook literature manual read textbook
boring enjoy exciting fulfil fun happy interesting reward satisfaction satisfy worth worthwhile
boss ceo chief cio cto director exec executive head vp
boss client customer stakeholder
boss delegate in-charge lead leader leadership manage supervise supervisor
brain deep neural
break enter entry foothold
breakthrough creative devise discover innovate invent original
buddy coach guidance junior mentee mentor mentorship onboarding protege tutor
bug debug error mistake stuck
burnout commitment dedication effort pressure stress workload
business cofounder entrepreneur entrepreneurship founder funding investor startup venture
calculus derivative gradient integral
camera detect image object photo picture recognise recognize video vision visual
career occupation profession trade vocation
challenge complex complicated difficult hard sophisticated tough tricky
chance likelihood odds probability statistics stats
change evolve shift
changer education enter late midlife older pivot quit reskill retrain switch transition
charity contribute open-source opensource participate volunteer
chart draw plot visualise visualize
chatgpt foundation genai generative gpt llm
chatroom discord facebook forum reddit slack stackoverflow twitter
check measure quality score test validate
choice choose decide decision judgement judgment
circle club community group society
clarify explain explanation plain simplify
class course curriculum lesson module mooc syllabus tutorial udemy
classmate friend peer
clean dirty messy missing prepare preprocess raw tidy
cluster deploy devops docker infrastructure kubernetes mlops ops pipeline production server
code coder program script syntax
coder developer programmer
collaborate cooperate crew jointly team teamwork together
company corporate enterprise firm organisation organization workplace
compliance law lawyer legal regulation
compulsory crucial essential mandatory necessary optional prerequisite require vital
computing informatics tech technology
concentrate focus generalist niche specialise specialist specialize
conference congress convention event expo gathering seminar summit symposia symposium
continuous lifelong ongoing refresher upskill
credential degree diploma graduate qualification
cross-functional department division interdisciplinary multidisciplinary sales salespeople silo
cv portfolio
daily day everyday routine typical
database excel manipulate munge pandas reshape spreadsheet sql table wrangle
degree discipline major subject topic
demand layoff safe security stability stable
demo pitch powerpoint presentation slides slideshow talk
dependable reliable robust uptime
doctorate dphil phd thesis
documentation git repository review version
domain industry sector
education gcse highschool pupil school teenager
emotional empathy interpersonal social soft
entity modelling relational schema
exercise hands-on practice practise
experienced expert seasoned veteran
expertise fluency fluent mastery proficient
fame famous guru impact influencer reputation thought
fast fastest pace quick quickly rapid speed
fit hyperparameter tune
found launch venture
framework library package stack tool toolkit
geek nerd techie technical
github portfolio prove resume showcase
grad masters mba msc postgrad postgraduate
hobby passion personal spare weekend
home internet online remote virtual web
jargon lay layman laymen laypeople layperson nontechnical plain stakeholder
journey path pathway route trajectory
lapse recertify renew valid
maintain maintenance monitor upkeep watch
manage oversee run supervise
masterclass seminar session webinar workshop
material resource
opening position post title vacancy
portable transferable travel
peak principal senior top
problem puzzle solution solve trouble troubleshoot
revise student studious study
""".strip().splitlines()

#: Words that carry a question without being about anything.
STOP_WORDS = frozenset(
    """
    a about actual actually after again all almost already also although always am an and any anybody anyone
    anything are aren as ask asked asking at away basically be became because become becomes becoming been
    before being best better between bit both but by came can cannot cant come comes coming compare compared
    comparison complete completely could couldn couldnt currently d deal dealing dealt did didn didnt
    difference differences different do does doesn doesnt doing don done dont during each eight either else
    enough especially etc even ever every everybody everyone everything exactly feel feels felt few find five
    folks for four from gave general generally get gets getting give given gives giving go goes going gonna
    good got gotta gotten great guys had hadn happen happened happens has hasn hasnt have haven havent having
    he hello help helped helpful helping helps her here hey hi him hint hints his how however hows i id if ill
    im importance important in into is isn isnt it its itself ive job jobs just keen kind kinda kinds knew
    know knows let lets like liked likely ll look looked looking looks lot lots m made make makes making many
    matter matters may maybe me mean means meant might mine more most mostly much must my myself nearly need
    needed needing needs neither never nine no nobody none nor normally not nothing now nowadays of off often
    oh ok okay on once one ones only or other ought our ours out over own perhaps please possible possibly
    probably put puts putting quite rather re really recommend recommendation recommendations recommended s
    said same saw say saying says see seem seems shall shan she should shouldn shouldnt since six so some
    somebody someone something sometimes soon sort sorts still stuff such suggest suggested suggestions sure t
    take taken takes taking tell telling tells ten than thank thanks that thats the their theirs them
    themselves then there theres these they theyre thing things think this those though through tip tips to
    today told too took tried tries try trying two typically under until up upon us use used useful uses using
    usually various ve versus very via vs wanna want wanted wanting wants was wasn wasnt way ways we well went
    were weren what whatever whats when whenever where wherever whether which whichever while who whoever whom
    whose why will wish with within without won wonder wondered wondering wont would wouldn wouldnt yeah year
    years yes yet you your youre yours yourself yourselves
    """.split()
)
